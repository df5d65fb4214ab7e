import { setTimeout as sleep } from 'node:timers/promises'
import { writeOrders } from '../lib/orders-at-once.ts'
import { judge, percentilesOf, type Round } from '../lib/result.ts'
import type { BenchShop } from '../lib/shop.ts'
import { onStage, type Stage } from '../lib/stage.ts'
import { tell } from '../lib/tell.ts'
import { cpuSecondsOf, usageBetween } from '../lib/usage.ts'
import type { Options } from './options.ts'

const count = 5_000

/** What follows orders, and nothing else: they are there all at once, written past the shop. */
export const events = (shop: BenchShop, { rounds }: Options) =>
  onStage(shop, { buyers: 64, products: 50 }, async (stage) => {
    await followed(shop, stage)
    const all: (Round & { mailsPerSecond: number })[] = []
    for (let i = 0; i < rounds; i++) {
      const round = await followed(shop, stage)
      tell(round, `mails ${round.mailsPerSecond.toFixed(0)}/s`)
      all.push(round)
    }
    const cpuMs = all.map(({ usage }) => (cpuSecondsOf(usage) * 1000) / count)
    const of = (figure: 'perSecond' | 'mailsPerSecond') => all.map((round) => round[figure])
    return {
      results: [
        judge('events', 'events a second to statistics and inventory', of('perSecond'), {
          ...(shop.isStack && { atLeast: 5_000 }),
          unit: '/s',
        }),
        judge('events', 'mails a second, from the event on', of('mailsPerSecond'), { unit: '/s' }),
        judge('events', 'CPU of what follows an order, its mail included', cpuMs, { unit: ' ms' }),
      ],
      rounds: all,
    }
  })

/** From the commit of the orders until two consumers have applied them all, and until all mails have left. */
async function followed(shop: BenchShop, { sql, ...stage }: Stage) {
  const applied = async () => (await sql<{ n: number }>(counted))[0]?.n ?? 0
  await stage.settled()
  await sql('truncate applied_events')
  await writeOrders({ sql, ...stage }, count)
  const [begun, before] = [performance.now(), await shop.usage()]
  while ((await applied()) < 2 * count) await sleep(50)
  const seconds = (performance.now() - begun) / 1000
  await stage.settled()
  const mailsPerSecond = (count * 1000) / (performance.now() - begun)
  const usage = usageBetween(before, await shop.usage())
  return {
    scenario: 'events',
    perSecond: count / seconds,
    count,
    percentiles: percentilesOf([]),
    usage,
    mailsPerSecond,
  }
}

const counted = `select count(*) as n from applied_events where consumer in ('stats', 'inventory')`
