import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { watchAccessLog } from '../../deploy/nginx/watch-log.ts'
import { createMetrics } from '../../server/platform/metrics.ts'
import { answerOk, type BackEnd, breakOff, startBackEnd } from '../support/back-end.ts'
import { findNginx, patience, startNginx, type TestNginx } from '../support/nginx.ts'

describe.skipIf(!(await findNginx()))('the figures of nginx', () => {
  let nginx: TestNginx
  let backEnds: BackEnd[]
  beforeAll(async () => {
    backEnds = [await startBackEnd(breakOff), await startBackEnd(answerOk)]
    nginx = await startNginx({ nodes: backEnds })
  })
  afterAll(async () => {
    await nginx?.stop()
    for (const one of backEnds ?? []) await one.close()
  })

  test('count answers by status, its own among them, and what it sent to another node, from the start on', async () => {
    const ask = (path: string, method = 'GET') => fetch(nginx.url + path, { method })
    await ask('/')
    await expect.poll(() => nginx.log().length, patience).toBe(1)
    const metrics = createMetrics()
    watchAccessLog(metrics, nginx.accessLog)
    const before = backEnds[0]?.arrivals.length as number
    for (let i = 0; i < 4; i++) await ask('/products')
    const brokenOff = (backEnds[0]?.arrivals.length as number) - before
    await ask('/assets/not-there.js')
    await ask('/assets/main-abc123.js')
    for (const one of backEnds) one.does(breakOff)
    await ask('/products/addtocart', 'POST')
    const of = async (name: string) => (await metrics.getSingleMetric(name)?.get())?.values ?? []
    const answers = async () =>
      (await of('tradewind_nginx_answers_total')).map(({ labels, value }) => [labels.status, value])
    await expect.poll(answers, patience).toEqual([
      ['200', 5],
      ['404', 1],
      ['502', 1],
    ])
    expect((await of('tradewind_nginx_resent_total'))[0]?.value).toBe(brokenOff)
    expect(brokenOff).toBeGreaterThan(0)
  })
})
