import { setTimeout as sleep } from 'node:timers/promises'
import { writeOrders } from '../lib/orders-at-once.ts'
import { judge, percentilesOf, type Round } from '../lib/result.ts'
import type { BenchShop } from '../lib/shop.ts'
import { onStage, type Stage } from '../lib/stage.ts'
import { tell } from '../lib/tell.ts'
import { cpuSecondsOf, usageBetween } from '../lib/usage.ts'
import type { Options } from './options.ts'

const count = 10_000

/**
 * What follows orders, and nothing else: they are there all at once, written past the shop. Where mails have a worker of
 * their own, it waits until the others have them all.
 */
export const events = (shop: BenchShop, { rounds }: Options) =>
  onStage(shop, { buyers: 64, products: 50 }, async (stage) => {
    await followed(shop, stage)
    const all: Followed[] = []
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
        judge('events', 'mails a second, from the topic or the outbox on', of('mailsPerSecond'), {
          unit: '/s',
        }),
        judge('events', 'CPU of what follows an order, its mail included', cpuMs, { unit: ' ms' }),
      ],
      rounds: all,
    }
  })

/** From the commit of the orders until two consumers have applied them all, and from there until all mails have left. */
async function followed(shop: BenchShop, { sql, ...stage }: Stage): Promise<Followed> {
  const applied = async () => (await sql<{ n: number }>(counted))[0]?.n ?? 0
  await stage.settled()
  await sql('truncate applied_events')
  const before = await shop.usage()
  const seconds = await shop.whileMailsWait(async () => {
    await writeOrders({ sql, ...stage }, count)
    return timed(async () => {
      while ((await applied()) < 2 * count) await sleep(50)
    })
  })
  const forMails = await timed(stage.settled)
  const usage = usageBetween(before, await shop.usage())
  return {
    scenario: 'events',
    perSecond: count / seconds,
    count,
    percentiles: percentilesOf([]),
    usage,
    // One process does all of it at once.
    mailsPerSecond: count / (shop.isStack ? forMails : seconds + forMails),
  }
}

async function timed(work: () => Promise<void>) {
  const begun = performance.now()
  await work()
  return (performance.now() - begun) / 1000
}

const counted = `select count(*) as n from applied_events where consumer in ('stats', 'inventory')`

type Followed = Round & { mailsPerSecond: number }
