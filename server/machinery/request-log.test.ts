import type { ServerResponse } from 'node:http'
import { expect, test } from 'vitest'
import { createLog } from '../platform/log.ts'
import { createMetrics } from '../platform/metrics.ts'
import { createRequestLog } from './request-log.ts'

function logging() {
  const written: string[] = []
  const log = createLog({
    level: 'info',
    name: 'n',
    destination: { write: (line: string) => written.push(line) },
  })
  const metrics = createMetrics()
  const requestLog = createRequestLog(log, metrics)
  const answer = (
    url: string,
    status: number,
    problemCode: string | null,
    id = 'an-id-of-a-request',
    failure?: Error,
  ) => {
    const route = { url, access: 'customer' as const }
    const told = { id, method: 'POST', route, principal: null, problemCode, failure }
    const raw = { statusCode: status, writableEnded: true } as ServerResponse
    requestLog.tell(told, { raw, getHeader: () => undefined }, performance.now())
  }
  const lines = () => written.map((line) => JSON.parse(line) as Record<string, unknown>)
  return { requestLog, metrics, answer, lines }
}

test('of a hundred refusals a second each has its line, and of the rest every route has one with their number', async () => {
  const { requestLog, metrics, answer, lines } = logging()
  for (let i = 0; i < 250; i++) answer('/products/addtocart', 503, 'overloaded')
  for (let i = 0; i < 30; i++) answer('/products/placeorder', 503, 'overloaded')
  expect(lines()).toHaveLength(100)
  expect(lines().every(({ requestId }) => requestId === 'an-id-of-a-request')).toBe(true)

  requestLog.tellRefusals()
  const together = lines().slice(100)
  const common = { level: 'warn', node: 'n', method: 'POST', status: 503, code: 'overloaded' }
  expect(together).toMatchObject([
    { ...common, route: '/products/addtocart', requests: 150, msg: 'requests refused' },
    { ...common, route: '/products/placeorder', requests: 30, msg: 'requests refused' },
  ])
  requestLog.tellRefusals()
  expect(lines()).toHaveLength(102)
  const counted = await metrics.getSingleMetricAsString('http_problems_total')
  expect(counted).toContain('http_problems_total{code="overloaded"} 280')
})

test('a refusal of any other kind has its line, however many there are', () => {
  const { answer, lines } = logging()
  for (let i = 0; i < 200; i++) answer('/products/addtocart', 503, 'overloaded')
  for (let i = 0; i < 200; i++) answer('/products/addtocart', 409, 'stock_insufficient')
  answer('/products/addtocart', 200, null)
  answer('/products/addtocart', 503, 'overloaded', 'waited-for-a-lock', new Error('lock timeout'))
  expect(lines()).toHaveLength(100 + 200 + 2)
  expect(lines().at(-1)).toMatchObject({ requestId: 'waited-for-a-lock', err: { message: 'lock timeout' } })
})

test('the second after has lines of its own again', async () => {
  const { answer, lines } = logging()
  for (let i = 0; i < 101; i++) answer('/products/addtocart', 503, 'overloaded')
  await expect.poll(() => lines().length, { timeout: 5_000 }).toBe(101)
  answer('/products/addtocart', 503, 'overloaded', 'one-a-second-later')
  expect(lines().at(-1)).toMatchObject({ requestId: 'one-a-second-later', msg: 'request' })
})
