import { expect, test } from 'vitest'
import { parseAddress } from './address.ts'
import { checkNewPassword } from './password-policy.ts'

const check = (password: string) =>
  checkNewPassword(password, {
    shopName: 'Tradewind',
    address: parseAddress('grace.hopper@navy.example'),
    path: 'password',
  })

test.each([
  'password',
  'Password12',
  '12345678',
  'iloveyou1',
  'ｑｗｅｒｔｙｕｉｏｐ',
  'aaaaaaaaaaaa',
  'tradewind',
  'Tradewind2026!',
  'grace.hopper',
  'Grace.Hopper99',
  'grace.hopper@navy.example',
])('S03 %j is refused', (password) => {
  expect(() => check(password)).toThrow('first that anybody would try')
})

test.each([
  'correct horse battery',
  'zq7#mVp2x',
  'nur kleine buchstaben',
  '🐙🦑🐠🐡🦐🦞🦀🐚',
  '83019274650183',
  'tradewind sails at noon',
])('S03 %j is taken, without rules about what it is made of', (password) => {
  expect(() => check(password)).not.toThrow()
})
