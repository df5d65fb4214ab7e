import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isId } from '../platform/ids.ts'
import { freeSlugs, routeWords, slugOf } from './slug.ts'

test('a name of any script is spelled in ASCII', () => {
  const names = ['Crème Brûlée & Café', "Baker's Dozen", 'Straße Łódź', 'Чай чёрный', 'Ελιές']
  expect(names.map(slugOf)).toEqual([
    'creme-brulee-and-cafe',
    'bakers-dozen',
    'strasse-lodz',
    'chai-chernyi',
    'elies',
  ])
  expect(slugOf('茶')).toMatch(/^item-[0-9a-f]{8}$/)
  expect(slugOf('茶')).not.toBe(slugOf('茶葉'))
})

test("a slug is never a route's word, never an id, and its own slug", () => {
  const id = '01936f5e-8d3a-7c1b-9f42-6a1d2e3f4b5c'
  for (const name of [...routeWords, id, id.toUpperCase(), 'Place Order', 'PlaceOrder'])
    expect([...routeWords, id]).not.toContain(slugOf(name))
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (name) => {
      for (const slug of freeSlugs(slugOf(name))) {
        expect(slug).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
        expect(isId(slug)).toBe(false)
      }
      expect(slugOf(slugOf(name))).toBe(slugOf(name))
    }),
  )
})
