import { expect } from 'vitest'
import { type CheckOptions, checkInvariants } from '../../server/check-invariants.ts'
import type { TestShop } from './shop.ts'

/** Fails with everything that is wrong with the shop's data, if anything is. */
export async function expectSound(shop: TestShop, options: CheckOptions = {}) {
  expect(await checkInvariants(shop.sql, options)).toEqual([])
}
