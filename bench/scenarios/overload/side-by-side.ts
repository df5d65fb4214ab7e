import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { comparisonsPerSecond } from '../../lib/comparisons.ts'
import { offer, tally } from '../../lib/offer.ts'
import type { Stream } from '../../lib/open-loop.ts'
import { judge } from '../../lib/result.ts'
import type { BenchShop } from '../../lib/shop.ts'
import { onStage, password, type Stage } from '../../lib/stage.ts'
import type { Options } from '../options.ts'
import { capacityOf } from './capacity.ts'
import { listsOf, ordersOf, size } from './overload.ts'

/** O4: three times as many pages as the shop can answer, and a fifth of the orders that it could take alone. */
export const overloadBrowsing = (shop: BenchShop, { rounds, seconds }: Options) =>
  onStage(shop, size, async (stage) => {
    const [orders, lists] = [ordersOf(stage), listsOf()]
    const to = { url: shop.url }
    const [mostOrders, mostLists] = [await capacityOf(to, orders, 50), await capacityOf(to, lists, 50)]
    const streams = [orders(0.2 * mostOrders.perSecond), lists(3 * mostLists.perSecond)]
    const shares: number[] = []
    const shed: number[] = []
    for (let i = 0; i < rounds; i++) {
      const seen = await offer({ url: shop.url, seconds, streams })
      const [placed, read] = [tally(seen.orders), tally(seen.lists)]
      console.log(
        `overload-browsing: ${placed.good} of ${placed.offered} orders, p99 ${placed.done.p99.toFixed(0)} ms, ${placed.refused} refused, ` +
          `others ${JSON.stringify(placed.others)}; ${read.good} of ${read.offered} pages, ${read.refused} refused, others ${JSON.stringify(read.others)}`,
      )
      shares.push(placed.good / placed.offered)
      shed.push(read.refused / read.offered)
      await sleep(2_000)
    }
    return {
      results: [
        judge('overload-browsing', 'O4 orders placed of those wanted', shares, { atLeast: 0.99 }),
        judge('overload-browsing', 'O4 pages refused of those asked for', shed),
      ],
    }
  })

/** O5: while the stock of every product is locked by somebody, who looks around notices nothing. */
export const overloadSlow = (shop: BenchShop, options: Options) =>
  onStage(shop, size, (stage) => {
    const orders = ordersOf(stage)(40)
    return beside(shop, stage, options, {
      scenario: 'overload-slow',
      figure: 'O5 p99 of the catalogue while orders wait for a lock, to before',
      bar: { below: 1.5 },
      load: async (readWith) => {
        const release = await lockedStock(shop)
        try {
          return await readWith([orders])
        } finally {
          await release()
        }
      },
    })
  })

/** O6: twenty times as many logins as bcrypt can compare. */
export const overloadFlood = (shop: BenchShop, options: Options) =>
  onStage(shop, size, async (stage) => {
    const perSecond = 20 * (await shop.whileStill(comparisonsPerSecond))
    const flood: Stream = { name: 'logins', does: 'login', emails: stage.emails, password, perSecond }
    return beside(shop, stage, options, {
      scenario: 'overload-flood',
      figure: 'O6 p99 of the catalogue in a flood of logins, to before',
      bar: { below: 1.5 },
      load: (readWith) => readWith([flood]),
    })
  })

/** How the p99 of reading the catalogue changes with the load beside it, in turns. */
async function beside(
  shop: BenchShop,
  stage: Stage,
  { rounds, seconds }: Options,
  { scenario, figure, bar, load }: Beside,
) {
  const paths = stage.productIds.slice(0, 20).map((id) => `/products/${id}`)
  const reading: Stream = { name: 'catalogue', does: 'read', perSecond: 200, paths: ['/products', ...paths] }
  const readWith = async (streams: Stream[]) => {
    const seen = await offer({ url: shop.url, seconds, streams: [reading, ...streams] }, { isPunctual: true })
    const [pages, rest] = [tally(seen.catalogue), tally(seen[streams[0]?.name ?? ''])]
    console.log(
      `${scenario}: pages p50 ${pages.done.p50.toFixed(1)} ms, p99 ${pages.done.p99.toFixed(1)} ms, ${pages.refused} refused; ` +
        `beside them ${rest.good} of ${rest.offered} done, ${rest.refused} refused, others ${JSON.stringify(rest.others)}`,
    )
    return { p99: pages.done.p99, share: pages.good / pages.offered }
  }
  // Both warm up, until nothing is compiled any more that holds up everybody.
  for (let i = 0; i < 3; i++) {
    await readWith([])
    await load(readWith)
  }
  const ratios: number[] = []
  const shares: number[] = []
  for (let i = 0; i < rounds; i++) {
    const alone = await readWith([])
    const loaded = await load(readWith)
    ratios.push(loaded.p99 / alone.p99)
    shares.push(loaded.share)
    await sleep(2_000)
  }
  return {
    results: [
      judge(scenario, figure, ratios, bar),
      judge(scenario, 'pages answered of those asked for', shares, { atLeast: 0.99 }),
    ],
  }
}

/** @returns what unlocks it. */
async function lockedStock({ databaseUrls }: BenchShop) {
  const holder = new pg.Client({ connectionString: databaseUrls.owner })
  await holder.connect()
  await holder.query('begin')
  await holder.query('select from stock for update')
  return async () => {
    await holder.query('rollback')
    await holder.end()
  }
}

type ReadWith = (streams: Stream[]) => Promise<{ p99: number; share: number }>
type Beside = {
  scenario: string
  figure: string
  bar: { below: number }
  load: (readWith: ReadWith) => ReturnType<ReadWith>
}
