import { findPgbench } from '../lib/pgbench.ts'
import { exactly, judge, type Result } from '../lib/result.ts'
import type { BenchShop } from '../lib/shop.ts'
import { type Round, type Stage, setStage } from '../lib/stage.ts'

const rounds = 5
const seconds = 5
const units = 1000
const size = { buyers: 64, products: 50 }

/** Orders of any product, each with its addition to the cart, beside pgbench that writes the same rows, in turns. */
export const orderUniform = (shop: BenchShop) =>
  onStage(shop, async (stage) => {
    findPgbench()
    const shopping = { productIds: stage.productIds, seconds, places: true }
    await stage.warmUp(shopping)
    const rows: { round: Round; limit: number }[] = []
    for (let i = 0; i < rounds; i++) {
      const round = await stage.shopFor(shopping)
      const drainSeconds = await stage.drained()
      const limit = await stage.pgbenchFor({ products: size.products, seconds, clients: 16 })
      await stage.drained()
      tell(
        'order-uniform',
        round,
        `pgbench ${limit.toFixed(0)}/s; consumers done ${drainSeconds.toFixed(1)} s later`,
      )
      rows.push({ round, limit })
    }
    const ratios = rows.map(({ round, limit }) => rate(round) / limit)
    const all = rows.map(({ round }) => round)
    return [
      judge('order-uniform', 'orders to pgbench, an order a transaction', ratios, { atLeast: 2.5, unit: '' }),
      judge('order-uniform', 'CPU an order, consumers and mail included', all.map(cpuMs), {
        below: 4,
        unit: ' ms',
      }),
    ]
  })

/** Orders that all want the same product, beside orders of any, in turns; then exactly what there is is sold. */
export const orderHot = (shop: BenchShop) =>
  onStage(shop, async (stage) => {
    const uniform = { productIds: stage.productIds, seconds, places: true }
    const hot = { ...uniform, productIds: stage.productIds.slice(0, 1) }
    await stage.warmUp(uniform)
    const ratios: number[] = []
    for (let i = 0; i < rounds; i++) {
      const [any, one] = [await stage.shopFor(uniform), await stage.shopFor(hot)]
      tell('order-hot', one, `any product ${rate(any).toFixed(0)}/s`)
      ratios.push(rate(one) / rate(any))
      await stage.drained()
    }
    const sold = await sellOut(stage, hot.productIds[0] as string)
    return [
      judge('order-hot', 'orders of one product to orders of any', ratios, { atLeast: 0.8, unit: '' }),
      exactly('order-hot', `units sold of ${units}`, sold, units),
    ]
  })

/** Additions to carts alone. */
export const cart = (shop: BenchShop) =>
  onStage(shop, async (stage) => {
    const filling = { productIds: stage.productIds, seconds, places: false }
    const all: Round[] = []
    for (let i = 0; i <= rounds; i++) {
      await stage.emptyCarts()
      const round = await stage.shopFor(filling)
      tell('cart', round)
      if (i > 0) all.push(round)
    }
    return [
      judge('cart', 'CPU an addition, back end and PostgreSQL', all.map(cpuMs), { below: 1, unit: ' ms' }),
    ]
  })

async function onStage(shop: BenchShop, work: (stage: Stage) => Promise<Result[]>) {
  const stage = await setStage(shop, size)
  try {
    const results = await work(stage)
    await stage.drained()
    await stage.check({ drained: true })
    console.log(`the invariants hold; ${shop.mailsTaken()} mails have left by now`)
    return results
  } finally {
    await stage.close()
  }
}

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
    await shopFor({ productIds: [productId], seconds, places: true }, ['place 409', 'add 409'])
  return (await sold()) - soldBefore
}

function tell(scenario: string, round: Round, more?: string) {
  const { times, cpu } = round
  const done = rate(round)
  const slow = percentiles(times.place.length > 0 ? times.place : times.add)
  const of = (seconds: number) => ((seconds * 1000) / count(round)).toFixed(2)
  console.log(
    `${scenario}: ${done.toFixed(0)}/s, p50 ${slow(0.5)} ms, p99 ${slow(0.99)} ms; CPU-seconds for 1,000: ` +
      `back end ${of(cpu['back end'])}, PostgreSQL ${of(cpu.PostgreSQL)}${more ? `; ${more}` : ''}`,
  )
}

/** Orders where any were placed, additions to carts otherwise. */
const count = ({ times }: Round) => times.place.length || times.add.length
const rate = (round: Round) => count(round) / round.seconds
const cpuMs = (round: Round) => ((round.cpu['back end'] + round.cpu.PostgreSQL) * 1000) / count(round)

function percentiles(times: number[]) {
  const sorted = times.toSorted((a, b) => a - b)
  return (share: number) => (sorted[Math.floor((sorted.length - 1) * share)] ?? 0).toFixed(1)
}
