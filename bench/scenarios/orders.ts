import { findPgbench } from '../lib/pgbench.ts'
import { judge, percentilesOf, type Round } from '../lib/result.ts'
import type { BenchShop } from '../lib/shop.ts'
import { onStage, type Shopping, type Stage } from '../lib/stage.ts'
import { tell } from '../lib/tell.ts'
import { cpuSecondsOf, usageBetween } from '../lib/usage.ts'
import type { Options } from './options.ts'

const units = 1000
const size = { buyers: 128, products: 50 }
/** As many as it takes for the most orders a second. */
export const crowd = { ...size, buyers: 384 }

/** Orders of any product, each with its addition to the cart, beside pgbench that writes the same rows, in turns. */
export const orderUniform = (shop: BenchShop, { rounds, seconds }: Options) =>
  onStage(shop, crowd, async (stage) => {
    findPgbench()
    const errand = { productIds: stage.productIds, seconds, places: true }
    await stage.warmUp(errand)
    const all: Required<Round>[] = []
    const limitsCpuMs: number[] = []
    const drains: number[] = []
    for (let i = 0; i < rounds; i++) {
      await stage.settled()
      const before = await shop.usage()
      const shopped = await stage.shopFor(errand)
      const drainSeconds = await stage.drained()
      // What follows an order is part of what it costs, whenever it is done.
      await stage.settled()
      const usage = usageBetween(before, await shop.usage())
      // Whoever was cut off between his addition and his order has left a cart; pgbench shops as the same buyers.
      await stage.emptyCarts()
      const pgbench = await stage.pgbenchFor({ products: size.products, seconds, clients: 16 })
      const limit = { name: 'pgbench, an order a transaction', perSecond: pgbench.perSecond }
      const round = { ...roundOf('order-uniform', { ...shopped, usage }), limit }
      tell(round, `consumers done ${drainSeconds.toFixed(1)} s later`)
      all.push(round)
      limitsCpuMs.push(pgbench.cpuMs)
      drains.push(drainSeconds)
    }
    const ratios = all.map(({ perSecond, limit }) => perSecond / limit.perSecond)
    return {
      results: [
        // Whichever is faster has to be: on two cores that is the one node.
        judge('order-uniform', 'orders to pgbench, an order a transaction', ratios, {
          ...(!shop.isStack && { atLeast: 2.5 }),
        }),
        ...(shop.isStack ? ofAnswering(all.map(cpuMs(answering)), limitsCpuMs) : []),
        judge('order-uniform', 'CPU of an order, consumers and mail included', all.map(cpuMs()), {
          below: 4,
          unit: ' ms',
        }),
        judge('order-uniform', 'until the consumers are done', drains, { unit: ' s' }),
      ],
      rounds: all,
    }
  })

/** Orders that all want the same product, beside orders of any, in turns; then exactly what there is is sold. */
export const orderHot = (shop: BenchShop, { rounds, seconds }: Options) =>
  onStage(shop, size, async (stage) => {
    const uniform = { productIds: stage.productIds, seconds, places: true }
    const hot = { ...uniform, productIds: stage.productIds.slice(0, 1) }
    await stage.warmUp(uniform)
    const all: Required<Round>[] = []
    for (let i = 0; i < rounds; i++) {
      const any = roundOf('order-uniform', await stage.shopFor(uniform))
      const one = roundOf('order-hot', await stage.shopFor(hot))
      const round = { ...one, limit: { name: 'orders of any product', perSecond: any.perSecond } }
      tell(round)
      all.push(round)
      await stage.drained()
    }
    const ratios = all.map(({ perSecond, limit }) => perSecond / limit.perSecond)
    const sold = await sellOut(stage, hot.productIds[0] as string)
    return {
      results: [
        judge('order-hot', 'orders of one product to orders of any', ratios, { atLeast: 0.8 }),
        judge('order-hot', `units sold of ${units}`, [sold], { exactly: units }),
      ],
      rounds: all,
    }
  })

/** Additions to carts alone. */
export const cart = (shop: BenchShop, { rounds, seconds }: Options) =>
  onStage(shop, size, async (stage) => {
    const filling = { productIds: stage.productIds, seconds, places: false }
    const all: Round[] = []
    for (let i = 0; i <= rounds; i++) {
      await stage.emptyCarts()
      const round = roundOf('cart', await stage.shopFor(filling))
      tell(round)
      if (i > 0) all.push(round)
    }
    return {
      results: [
        judge('cart', 'CPU of an addition to a cart', all.map(cpuMs(answering)), { below: 1, unit: ' ms' }),
      ],
      rounds: all,
    }
  })

/** What people do in a shop: 38 pages, an addition to the cart and an order, over and over. */
export const mixed = (shop: BenchShop, { rounds, seconds }: Options) =>
  onStage(shop, size, async (stage) => {
    const { productIds } = stage
    const paths = productIds.flatMap((id, n) => [
      '/products',
      `/products/${id}`,
      `/products?sort=price&limit=${1 + (n % 20)}`,
      `/products?q=product%20${n}`,
      '/products/categories',
      `/products/suggestions?q=bench%20${n % 10}`,
    ])
    const errand = { productIds, seconds, places: true, reads: { paths, each: 38 } }
    await stage.warmUp(errand)
    const all: Round[] = []
    for (let i = 0; i < rounds; i++) {
      const round = roundOf('mixed', await stage.shopFor(errand))
      tell(round)
      all.push(round)
      await stage.drained()
    }
    return {
      results: [judge('mixed', 'CPU of a request, one order in 40', all.map(cpuMs()), { unit: ' ms' })],
      rounds: all,
    }
  })

/** What answers, without what follows an order. An embedded node's consumers are in its own process, so they count there. */
const answering = /^(nginx|back ends?|PostgreSQL)$/

/** What an order costs depends on the machine; what it costs beside its bare transaction hardly does. */
const ofAnswering = (ordersMs: number[], limitsMs: number[]) => [
  judge('order-uniform', 'CPU of an order over nginx, back ends and their PostgreSQL', ordersMs, {
    below: 1,
    unit: ' ms',
  }),
  judge(
    'order-uniform',
    "CPU of an order over nginx, back ends and their PostgreSQL, to PostgreSQL's alone by pgbench",
    ordersMs.map((ms, round) => ms / (limitsMs[round] as number)),
    { below: 1 },
  ),
]

/** Leaves so many units of a product for buyers who want more, and answers how many were sold once none is left. */
async function sellOut({ sql, shopFor }: Stage, productId: string) {
  const one = async (text: string) => (await sql<{ n: number }>(text, [productId]))[0]?.n ?? 0
  const left = () => one('select quantity as n from stock where variant_id = $1')
  const sold = () => one('select sum(quantity) as n from order_lines where variant_id = $1')
  const soldBefore = await sold()
  await sql(
    `with taken as (update stock set quantity = quantity - $2 where variant_id = $1)
     insert into stock_ledger (variant_id, delta, reason) values ($1, -$2::int, 'correction')`,
    [productId, (await left()) - units],
  )
  while ((await left()) > 0)
    await shopFor({ productIds: [productId], seconds: 2, places: true }, ['place 409', 'add 409'])
  return (await sold()) - soldBefore
}

/** Counts requests where pages were read, orders where any were placed, additions to carts otherwise. */
export function roundOf(scenario: string, { times, seconds, usage }: Shopping): Round {
  const { read, add, place } = times
  const counted = read.length > 0 ? [...read, ...add, ...place] : place.length > 0 ? place : add
  const count = counted.length
  return { scenario, perSecond: count / seconds, count, percentiles: percentilesOf(counted), usage }
}

const cpuMs =
  (kinds?: RegExp) =>
  ({ usage, count }: Round) =>
    (cpuSecondsOf(usage, kinds) * 1000) / count
