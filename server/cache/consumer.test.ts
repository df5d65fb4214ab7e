import { afterAll, beforeAll, expect, test } from 'vitest'
import { startShop, type TestShop } from '../../test/support/shop.ts'
import { writeEvents } from '../../test/support/witness.ts'
import { startRelay } from '../platform/relay.ts'
import { cacheConsumer } from './consumer.ts'

let shop: TestShop
beforeAll(async () => {
  shop = await startShop()
})
afterAll(() => shop.close())

test('a changed product has the node look at the change log at once', async () => {
  const looks: number[] = []
  const poll = () => {
    looks.push(performance.now())
    return shop.context.catalogChanges.poll()
  }
  const relay = startRelay({ ...shop.context, catalogChanges: { ...shop.context.catalogChanges, poll } }, [
    cacheConsumer,
  ])
  await writeEvents(shop, 2)
  await expect.poll(() => looks.length, { interval: 5 }).toBe(1)
  await expect.poll(async () => (await shop.sql('select 1 from applied_events')).length).toBe(2)
  await relay.close()
})
