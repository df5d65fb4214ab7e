import { expect, test } from 'vitest'
import { categoryPath, productPath } from '../contracts/pages.ts'
import { nextPath, paths } from './paths.ts'

test('pages that the server knows have the same address on both sides', () => {
  expect(paths.category('fruit')).toBe(categoryPath('fruit'))
  expect(paths.product('blood-oranges')).toBe(productPath('blood-oranges'))
})

test('S51 after a login one goes on within the shop only', () => {
  const next = (value: string) => nextPath(`?${new URLSearchParams({ next: value })}`)
  expect(nextPath('')).toBe('/')
  expect(next('/checkout?step=review')).toBe('/checkout?step=review')
  for (const foreign of [
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    '/\t/evil.example',
  ])
    expect(next(foreign)).toBe('/')
})
