import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { Writable } from 'node:stream'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Consumer } from '../../server/platform/consumer.ts'
import { createLog } from '../../server/platform/log.ts'
import { startRelay } from '../../server/platform/relay.ts'
import { buyer } from '../support/buyer.ts'
import { addProduct } from '../support/products.ts'
import { startShop, type TestShop } from '../support/shop.ts'
import { outboxSize } from '../support/witness.ts'

// A folder of its own, so that the document's imports mean what they mean there.
const folder = new URL(`../../server/doc-example-${process.pid}/`, import.meta.url)
const logged: string[] = []
let shop: TestShop
beforeAll(async () => {
  const destination = new Writable({
    write: (line, _, done) => {
      logged.push(line.toString())
      done()
    },
  })
  shop = await startShop({}, { log: createLog({ level: 'info', name: 'test', destination }) })
})
afterAll(async () => {
  await shop.close()
  await rm(folder, { recursive: true, force: true })
})

test('the consumer in README.md works as it stands there', async () => {
  const text = await readFile(new URL('../../README.md', import.meta.url), 'utf8')
  const [, code] = /```ts\n\/\/ server\/loyalty\/consumer\.ts\n([\s\S]*?)```/.exec(text) ?? []
  await mkdir(folder, { recursive: true })
  await writeFile(new URL('consumer.ts', folder), code as string)
  const { loyaltyConsumer } = (await import(new URL('consumer.ts', folder).href)) as {
    loyaltyConsumer: Consumer
  }

  const shopper = await buyer(shop)
  const product = await addProduct(shop, { stock: 100 })
  for (let i = 0; i < 10; i++) {
    await shopper.add(product.id)
    expect((await shopper.place()).statusCode).toBe(200)
  }
  const relay = startRelay(shop.context, [loyaltyConsumer])
  await expect.poll(() => outboxSize(shop), { timeout: 5_000 }).toBe(0)
  await relay.close()
  const presents = logged.map((line) => JSON.parse(line)).filter(({ msg }) => msg === 'time for a present')
  expect(presents).toMatchObject([{ userId: shopper.id, orders: 10 }])
})
