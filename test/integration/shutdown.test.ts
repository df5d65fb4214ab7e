import type { AddressInfo } from 'node:net'
import Fastify from 'fastify'
import { expect, test } from 'vitest'
import type { App } from '../../server/http.ts'
import { drainOnClose } from '../../server/machinery/drain.ts'
import type {} from '../../server/machinery/warm-answers.ts'
import { createHealth } from '../../server/platform/health.ts'
import { buyer } from '../support/buyer.ts'
import { holdStock } from '../support/hold-rows.ts'
import { addProduct } from '../support/products.ts'
import { parse, rawConnection } from '../support/raw-http.ts'
import { startShop } from '../support/shop.ts'

test('a node that closes answers what it has begun, tells so, and takes nobody new', async () => {
  const shop = await startShop()
  const node = await shop.again()
  await node.app.listen({ port: 0, host: '127.0.0.1' })
  node.context.health.become('ready')
  const { port } = node.app.server.address() as AddressInfo
  const product = await addProduct(shop, { stock: 5 })
  const ada = await buyer(shop)
  await ada.add(product.id)

  const held = await holdStock(shop, product.id)
  const idle = await rawConnection(port)
  idle.socket.write('GET /readyz HTTP/1.1\r\nHost: localhost\r\n\r\n')
  expect(await idle.until(/"up"/)).toContain('200 OK')
  const busy = await rawConnection(port)
  busy.socket.write(
    `POST /products/placeorder HTTP/1.1\r\nHost: localhost\r\nAuthorization: ${ada.headers.authorization}\r\nContent-Length: 0\r\n\r\n`,
  )
  await held.waiting()
  const late = await rawConnection(port)
  late.socket.write('GET /readyz HTTP/1.1\r\n')
  await new Promise((resolve) => setTimeout(resolve, 50))

  const closing = node.close()
  await idle.end(1_000)
  await expect(rawConnection(port)).rejects.toThrow('ECONNREFUSED')
  late.socket.write('Host: localhost\r\n\r\n')
  const readiness = parse(await late.end(1_000))
  expect([readiness.status, readiness.headers.connection]).toEqual([503, 'close'])
  expect(JSON.parse(readiness.body)).toMatchObject({ status: 'draining' })
  expect(busy.text()).toBe('')

  await held.release()
  const answer = parse(await busy.end(2_000))
  expect([answer.status, answer.headers.connection]).toEqual([200, 'close'])
  await closing
  expect(await shop.sql('select quantity from stock where variant_id = $1', [product.id])).toEqual([
    { quantity: 4 },
  ])
  await shop.close()
})

test('a page that is asked for in the turn in which a node begins to close is answered, and its connection ends', async () => {
  const shop = await startShop()
  const { app, close } = await shop.again()
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as AddressInfo
  await addProduct(shop)
  const asked = 'GET /products HTTP/1.1\r\nHost: localhost\r\n\r\n'
  const client = await rawConnection(port)
  client.socket.write(asked)
  await expect.poll(() => client.text()).toContain('"items"')
  await expect
    .poll(async () => {
      await app.inject({ url: '/products' })
      return app.warmAnswers.get('/products')?.again() !== undefined
    })
    .toBe(true)

  const seen = client.text().length
  let closing: Promise<unknown> | undefined
  app.server.once('request', () => {
    closing = close()
  })
  client.socket.write(asked)
  const answer = parse((await client.end(2_000)).slice(seen))
  expect([answer.status, answer.headers.connection]).toEqual([200, 'close'])
  await closing
  await shop.close()
})

test('a client that never finishes holds the end up no longer than the limit', async () => {
  const app = Fastify() as unknown as App
  drainOnClose(app, createHealth(), 300)
  app.post('/', async () => 'done')
  await app.listen({ port: 0, host: '127.0.0.1' })
  const slow = await rawConnection((app.server.address() as AddressInfo).port)
  slow.socket.write(
    'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nab',
  )
  await new Promise((resolve) => app.server.once('request', resolve))
  const startedAt = performance.now()
  await app.close()
  expect(performance.now() - startedAt).toBeGreaterThan(250)
  expect(performance.now() - startedAt).toBeLessThan(3_000)
  await slow.end(1_000)
})
