import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { invalid } from '../errors.ts'
import type { Address } from './address.ts'

/**
 * Refuses a new password that is among the first that anybody would try (S03): a common one, or the name of the shop or
 * of the address with some digits and signs around it. The schema has counted its characters; there are no other rules.
 * @throws a 400 `password_weak`.
 */
export function checkNewPassword(
  password: string,
  { shopName, address, path }: { shopName: string; address: Address; path: string },
) {
  const plain = password.normalize('NFKC').toLowerCase()
  const core = lettersWithin(plain)
  const names = [shopName, shopName.replaceAll(' ', ''), address.key, address.key.split('@', 1)[0] as string]
  const isNamed = names.some(
    (name) => plain === name.toLowerCase() || core === lettersWithin(name.toLowerCase()),
  )
  if (common.has(plain) || isNamed || /^(.)\1*$/u.test(plain))
    throw invalid(
      'password_weak',
      'This password is one of the first that anybody would try. Choose another: a few words that belong only to you are good.',
      [{ path, message: 'is too easy to guess' }],
    )
}

/** What is left without the digits and signs at both ends. */
const lettersWithin = (text: string) => text.replace(/^\P{L}+|\P{L}+$/gu, '')

// The 10,000 most common ones of at least 8 characters, from @zxcvbn-ts/language-common 4.1.3
// (MIT, Copyright 2012-2016 Dan Wheeler and Dropbox, Inc., 2021 @zxcvbn-ts).
const common = new Set(readFileSync(join(import.meta.dirname, 'common-passwords.txt'), 'utf8').split('\n'))
