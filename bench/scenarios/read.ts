import { startBare } from '../lib/bare.ts'
import { provideWrk, read } from '../lib/load.ts'
import { judge, type Outcome, type Round } from '../lib/result.ts'
import type { BenchShop } from '../lib/shop.ts'
import { onStage } from '../lib/stage.ts'
import { tell } from '../lib/tell.ts'
import { cpuSecondsOf, usageBetween } from '../lib/usage.ts'
import type { Options } from './options.ts'

/** Warm `GET /products` beside bare node:http that answers the same bytes, in turns. */
export const browse = (shop: BenchShop, options: Options) =>
  onStage(shop, { buyers: 1, products: 1 }, () =>
    besideBare(shop, { scenario: 'browse', what: 'warm GET /products', paths: ['/products'], ...options }),
  )

/** Warm pages of products, by turns. */
export const product = (shop: BenchShop, options: Options) =>
  onStage(shop, { buyers: 1, products: 100 }, ({ productIds }) =>
    besideBare(shop, {
      scenario: 'product',
      what: 'warm GET /products/:id',
      paths: productIds.map((id) => `/products/${id}`),
      ...options,
    }),
  )

/** Searches that nobody made before: none is in the cache. */
export const search = (shop: BenchShop, { rounds, seconds }: Options) =>
  onStage(shop, { buyers: 1, products: 500 }, async () => {
    await provideWrk()
    const all: Round[] = []
    for (let i = 0; i <= rounds; i++) {
      const paths = Array.from(
        { length: 20_000 },
        (_, n) => `/products?q=bench%20${1 + (n % 500)}%20${i}x${n}`,
      )
      const round = await readRound(shop, 'search', { paths, connections: 8, seconds })
      tell(round)
      if (i > 0) all.push(round)
    }
    return { results: [judge('search', 'CPU of a search', all.map(cpuMs), { unit: ' ms' })], rounds: all }
  })

async function besideBare(shop: BenchShop, { scenario, what, paths, rounds, seconds }: BesideBare) {
  await provideWrk()
  const bare = await startBare(shop.url + paths[0], { isBehindNginx: shop.isStack })
  const load = { paths, connections: 32, seconds }
  const name = shop.isStack ? 'nginx to bare node:http' : 'bare node:http'
  const all: Required<Round>[] = []
  try {
    // Four nodes take as many times longer to warm up.
    await read(shop.url, { ...load, seconds: seconds * shop.nodeUrls.length })
    await read(bare.url, { ...load, seconds: 1 })
    for (let i = 0; i < rounds; i++) {
      const round = await readRound(shop, scenario, load)
      const { count, seconds } = await read(bare.url, load)
      const limited = { ...round, limit: { name, perSecond: count / seconds } }
      tell(limited)
      all.push(limited)
    }
  } finally {
    await bare.stop()
  }
  const ratios = all.map(({ perSecond, limit }) => perSecond / limit.perSecond)
  const bar = scenario === 'browse' && { atLeast: shop.isStack ? 0.6 : 0.75 }
  return {
    results: [
      judge(scenario, `${what}, as a share of ${name}`, ratios, bar || {}),
      judge(scenario, 'CPU of a request', all.map(cpuMs), { unit: ' ms' }),
    ],
    rounds: all,
  } satisfies Outcome
}

async function readRound(
  shop: BenchShop,
  scenario: string,
  load: Parameters<typeof read>[1],
): Promise<Round> {
  const before = await shop.usage()
  const { count, seconds, p50, p95, p99 } = await read(shop.url, load)
  const usage = usageBetween(before, await shop.usage())
  return { scenario, perSecond: count / seconds, count, percentiles: { p50, p95, p99 }, usage }
}

const cpuMs = ({ usage, count }: Round) => (cpuSecondsOf(usage) * 1000) / count

type BesideBare = Options & { scenario: string; what: string; paths: string[] }
