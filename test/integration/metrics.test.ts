import { afterAll, beforeAll, expect, test } from 'vitest'
import { serveMetrics } from '../../server/machinery/metrics-server.ts'
import { gauge } from '../../server/platform/metrics.ts'
import { buyer } from '../support/buyer.ts'
import { startShop, type TestShop } from '../support/shop.ts'

let shop: TestShop
beforeAll(async () => {
  shop = await startShop()
})
afterAll(() => shop.close())

test('S62 figures are served beside the shop, on this machine only', async () => {
  const ada = await buyer(shop)
  await ada.get('cartitems')
  await ada.get('orders/none')
  gauge(shop.context.metrics, 'broken', 'Cannot be read', () => Promise.reject(new Error('no')))
  const server = await serveMetrics(shop.context.metrics, 0)
  const answer = await fetch(`http://127.0.0.1:${server.port}/metrics`)
  const text = await answer.text()
  expect(answer.headers.get('content-type')).toContain('text/plain')
  expect(text).toContain(
    'http_request_duration_seconds_count{method="GET",route="/products/cartitems",status="200"} 1',
  )
  expect(text).toContain(
    'http_request_duration_seconds_count{method="GET",route="/products/orders/:id",status="404"} 1',
  )
  for (const name of [
    'postgres_connections{state="max"} 10',
    'http_requests_in_flight 0',
    'broken Nan',
    'nodejs_eventloop_lag_seconds',
  ])
    expect(text).toContain(name)
  expect((await fetch(`http://127.0.0.1:${server.port}/`)).status).toBe(404)
  await expect(serveMetrics(shop.context.metrics, server.port)).rejects.toThrow(
    'set METRICS_PORT to another port',
  )
  await server.close()

  expect((await shop.app.inject('/metrics')).statusCode).toBe(404)
})
