import { randomUUID } from 'node:crypto'
import { encodeCursor } from '../../../server/platform/cursor.ts'
import { bySecond, offer, tally } from '../../lib/offer.ts'
import type { Sample, Stream } from '../../lib/open-loop.ts'
import { type Chart, judge, median, type Outcome } from '../../lib/result.ts'
import type { BenchShop } from '../../lib/shop.ts'
import { onStage, password, type Stage } from '../../lib/stage.ts'
import type { Options } from '../options.ts'
import { capacityOf, type To } from './capacity.ts'
import { watchConnections } from './connections.ts'

/** Fewer buyers than a node remembers the tokens of: one who comes back costs no check of a signature. */
export const size = { buyers: 10_000, products: 2_000 }

/** O1, O2, O3 and O8 of orders, each with its addition to the cart: three times as many as the shop on its one core can take. */
export const overloadOrders = (shop: BenchShop, options: Options) =>
  onStage(shop, size, (stage) =>
    underThreefold(
      shop,
      stage,
      { name: 'orders', streamAt: ordersOf(stage), from: 50, connections: 2_000 },
      options,
    ),
  )

/** The same of logins. */
export const overloadLogin = (shop: BenchShop, options: Options) =>
  onStage(shop, size, (stage) =>
    underThreefold(
      shop,
      stage,
      { name: 'logins', streamAt: loginsOf(stage), from: 3, stepSeconds: 15 },
      options,
    ),
  )

/** The same of pages of the catalogue that are not in the cache. */
export const overloadList = (shop: BenchShop, options: Options) =>
  onStage(shop, size, (stage) =>
    underThreefold(shop, stage, { name: 'lists', streamAt: listsOf(), from: 50 }, options),
  )

async function underThreefold(
  shop: BenchShop,
  stage: Stage,
  { name, streamAt, from, stepSeconds, ...people }: Wanted,
  { rounds, seconds }: Options,
): Promise<Outcome> {
  const to = { url: shop.url, ...people }
  const scenario = `overload-${name}`
  await stage.warmUp({ productIds: stage.productIds.slice(0, 50), seconds: 5, places: true, buyers: 32 })
  const capacity = await capacityOf(to, streamAt, from, stepSeconds)
  const toPostgres = watchConnections(stage.sql)
  const offered = async (stream: Stream) => {
    const samples = (await offer({ ...to, seconds, streams: [stream] }))[name]
    await stage.settled()
    return { ...tally(samples), samples }
  }
  const charts: Chart[] = [
    { title: `${name}: capacity`, x: 'offered a second', y: '/s', series: capacity.series },
  ]
  const atG = async () => {
    const full = await offered(streamAt(capacity.perSecond))
    return { g: (capacity.perSecond * full.good) / full.offered, p99AtG: full.done.p99 }
  }
  const seen: { g: number; p99AtG: number; one: ReturnType<typeof tally> }[] = []
  // By turns, since what a shop can do changes with the machine's minutes: a lucky step of the search is not taken for the
  // capacity, and what is done of three times as many is compared with what was done just before it and just after.
  let before = await atG()
  for (let i = 0; i < rounds; i++) {
    const one = await offered(streamAt(3 * before.g))
    const after = await atG()
    const g = (before.g + after.g) / 2
    console.log(
      `${scenario}: ${(one.good / seconds).toFixed(0)}/s of G = ${before.g.toFixed(0)} and ${after.g.toFixed(0)}, p99 ${one.done.p99.toFixed(0)} ms; ` +
        `${one.refused} of ${one.offered} refused, p95 ${one.refusals.p95.toFixed(0)} ms; others ${JSON.stringify(one.others)}`,
    )
    seen.push({ g, p99AtG: before.p99AtG, one })
    if (i === 0) charts.push(chartOf(`${name}: three times the capacity`, one.samples))
    before = after
  }
  const capacities = seen.map(({ g }) => g)
  const later = await afterwards(to, name, streamAt, median(capacities), seconds)
  charts.push(chartOf(`${name}: a surge of clients who come again, from second 5 on`, later.samples))
  const others = seen.map(({ one }) => Object.values(one.others).reduce((sum, n) => sum + n, 0))
  return {
    results: [
      judge(scenario, 'O1 capacity G', capacities, { unit: '/s' }),
      judge(
        scenario,
        'O1 p99 at G',
        seen.map(({ p99AtG }) => p99AtG),
        { unit: ' ms' },
      ),
      judge(
        scenario,
        'O2 done of G at 3 x G',
        seen.map(({ g, one }) => one.good / seconds / g),
        {
          atLeast: 0.85,
        },
      ),
      judge(
        scenario,
        'O2 p99 of what is done',
        seen.map(({ one }) => one.done.p99),
        { below: 1_000, unit: ' ms' },
      ),
      judge(
        scenario,
        'O2 p95 of a refusal',
        seen.map(({ one }) => one.refusals.p95),
        { below: 100, unit: ' ms' },
      ),
      judge(scenario, 'O2 answers that are neither', others, { exactly: 0 }),
      judge(scenario, 'O3 done of what came 10 s later', [later.share], { atLeast: 0.99 }),
      judge(scenario, 'O3 p99 10 s later', [later.p99], { below: 500, unit: ' ms' }),
      judge(scenario, 'O8 most connections to PostgreSQL', [await toPostgres.most()], { below: budget + 1 }),
    ],
    charts,
  }
}

/** O3: half of what the shop can do all the time, and for a while a surge whose clients come again as they are told. */
async function afterwards(to: To, name: string, streamAt: StreamAt, perSecond: number, seconds: number) {
  const calm = 5 + seconds + 10
  const [always, surge] = apart(streamAt(0.5 * perSecond), streamAt(2.5 * perSecond))
  const streams = [always, { ...surge, name: 'surge', fromS: 5, toS: 5 + seconds, retries: 3 }]
  const samples = (await offer({ ...to, seconds: calm + 5, streams }))[name] as Sample[]
  const { good, offered, done } = tally(samples.filter(({ atS }) => atS >= calm))
  console.log(`overload-${name}: 10 s later ${good} of ${offered} done, p99 ${done.p99.toFixed(0)} ms`)
  return { samples, share: good / offered, p99: done.p99 }
}

/** Nobody shops in both: two orders of one cart would be one, and the other would find it empty. */
function apart(one: Stream, other: Stream): [Stream, Stream] {
  if (one.does !== 'order' || other.does !== 'order') return [one, other]
  const half = one.tokens.length / 2
  return [
    { ...one, tokens: one.tokens.slice(0, half) },
    { ...other, tokens: other.tokens.slice(half) },
  ]
}

function chartOf(title: string, samples: Sample[] = []): Chart {
  const seconds = bySecond(samples)
  const points = (pick: (one: (typeof seconds)[number]) => number) =>
    seconds.map((one) => [one.second, pick(one)] as [number, number])
  return {
    title,
    x: 'second',
    y: '/s',
    series: [
      { name: 'offered', points: points(({ offered }) => offered) },
      { name: 'done within a second', points: points(({ good }) => good) },
      { name: 'refused', points: points(({ refused }) => refused) },
    ],
  }
}

export const ordersOf =
  ({ tokens, productIds }: Stage): StreamAt =>
  (perSecond) => ({ name: 'orders', does: 'order', tokens, productIds: productIds.slice(0, 50), perSecond })

const loginsOf =
  ({ emails }: Stage): StreamAt =>
  (perSecond) => ({ name: 'logins', does: 'login', emails, password, perSecond })

/** Pages from somewhere in the middle of the list: the cursors of no page that was ever answered. */
export const listsOf = (): StreamAt => (perSecond) => {
  const paths = Array.from(
    { length: 20_000 },
    () => `/products?sort=price&cursor=${encodeCursor(['price', 1000, randomUUID()])}`,
  )
  return { name: 'lists', does: 'read', paths, perSecond }
}

/** A node's pool and the two connections for its lists, as decision 13 counts them. */
const budget = 12

type StreamAt = (perSecond: number) => Stream

/** What people want, how many a second of them the search for the capacity begins with, and how long it looks at each rate. */
type Wanted = { name: string; streamAt: StreamAt; from: number; stepSeconds?: number } & Omit<To, 'url'>
