import { expect, test, vi } from 'vitest'

vi.stubGlobal('localStorage', { getItem: () => null })
const { match } = await import('./router.tsx')

test('an address fits a pattern part by part', () => {
  expect(match('/', '/')).toEqual({})
  expect(match('/c/:slug', '/c/fruit')).toEqual({ slug: 'fruit' })
  expect(match('/c/:slug', '/c/fruit/')).toEqual({ slug: 'fruit' })
  expect(match('/c/:slug', '/c')).toBeUndefined()
  expect(match('/c/:slug', '/c/fruit/more')).toBeUndefined()
  expect(match('/admin/*', '/admin')).toEqual({})
  expect(match('/admin/*', '/admin/orders/1')).toEqual({})
  expect(match('/admin/*', '/administration')).toBeUndefined()
})

test('a part is decoded where it can be', () => {
  expect(match('/p/:slug', '/p/caf%C3%A9')).toEqual({ slug: 'café' })
  expect(match('/p/:slug', '/p/100%')).toEqual({ slug: '100%' })
})
