import { setTimeout as sleep } from 'node:timers/promises'
import { verdict } from '../check/verdict.ts'
import { slack, within } from '../claims.ts'
import type { Fault } from '../fault.ts'
import type { Stage } from '../stage.ts'

/** Nothing is promised that PostgreSQL does not hold: writes are refused at once, and what is known is still shown. */
export const f03: Fault = {
  id: 'F3',
  title: 'PostgreSQL stops at once (immediate), and starts 6 s later',
  async run(stage) {
    await warm(stage)
    const outage = await stage.during('PostgreSQL is away', async () => {
      await stage.kill('postgres', 'QUIT')
      await stage.end('postgres')
      const seen = await tryWithoutPostgres(stage, 6_000)
      await stage.start('postgres')
      return seen
    })
    return [...outage, await recovery(stage)]
  },
}

/** Every node has shown what it is asked for later. */
async function warm({ shop, probe }: Stage) {
  for (const at of shop.nodes) await probe.call('GET /products', { at })
}

/** Asks every node for the catalogue and for something to be written, for so long. */
export async function tryWithoutPostgres({ shop, probe }: Stage, ms: number, id = 'F3') {
  await sleep(1_000)
  const wrong: string[] = []
  let tries = 0
  const until = performance.now() + ms
  while (performance.now() < until) {
    for (const at of shop.nodes) {
      tries++
      const read = await probe.call('GET /products', { at })
      if (read.status !== 200) wrong.push(`GET /products was answered with ${read.status}`)
      const write = await probe.call('DELETE /products/cartitems', { at })
      if (write.status !== 503) wrong.push(`a write was answered with ${write.status}, not 503`)
      else if (write.retryAfter === undefined) wrong.push('a 503 came without Retry-After')
      if (write.ms > 1_000 * slack) wrong.push(`a write was refused only after ${Math.round(write.ms)} ms`)
    }
    await sleep(200)
  }
  return [
    verdict(
      id,
      'without PostgreSQL writes are 503 with Retry-After within 1 s, and the known catalogue is 200',
      tries,
      wrong,
    ),
  ]
}

/** How long nodes take to write again once PostgreSQL takes connections. */
export async function recovery({ shop, probe, stack }: Stage, id = 'F3') {
  while ((await shop.sql('select 1').catch(() => [])).length === 0) await sleep(50)
  const back = performance.now()
  for (const at of shop.nodes)
    while (
      (await probe.call('DELETE /products/cartitems', { at })).status !== 200 &&
      performance.now() - back < 60_000
    )
      await sleep(50)
  void stack
  return within(id, 'every node writes again after PostgreSQL is back', performance.now() - back, 5_000)
}
