import { checkInvariants } from '../../server/check-invariants.ts'
import { unlessInterrupted } from '../lib/interruption.ts'
import { type Chart, judge, median, type Outcome, percentilesOf, type Result } from '../lib/result.ts'
import { cpuSecondsOf, usageBetween } from '../lib/usage.ts'
import type { Options } from '../scenarios/options.ts'
import { grown } from './grow.ts'
import { type GrownShop, startGrownShop } from './grown-shop.ts'
import { type Read, readPlans } from './plans.ts'
import { type Size, sizes } from './sizes.ts'
import { type Visits, visitors } from './visitors.ts'

/** Nine rounds of product pages that nobody has seen are what the smallest shop has; the first ones do not count. */
const visits = 100
const warmUps = 4
const explained = 150

/**
 * What a request reads and costs in a small shop and in one of a million products and ten million orders, one after the other on an idle
 * node, past the cache.
 */
export async function growth({ rounds }: Options, chosen: Size[]): Promise<Outcome> {
  const found = new Map<Size, Found>()
  for (const size of chosen) {
    const dataDir = await grown(size)
    const reads = await onShop(dataDir, { explains: true }, (shop) => readsOf(shop, size))
    const costs = await onShop(dataDir, { explains: false }, (shop) => costsOf(shop, size, rounds))
    found.set(
      size,
      Object.fromEntries(names.map((name) => [name, { ...reads[name], ...costs[name] }])) as Found,
    )
    tell(size, found.get(size) as Found)
  }
  const [smallest] = chosen
  if (smallest && chosen.length > 1) await measureAgain(smallest, found.get(smallest) as Found, rounds)
  return { results: [...bars(found), ...figures(found)], charts: charts(found) }
}

/** Before and after the others, which take minutes: a machine that has become slower meanwhile is no growth. */
async function measureAgain(size: Size, found: Found, rounds: number) {
  const costs = await onShop(await grown(size), { explains: false }, (shop) => costsOf(shop, size, rounds))
  for (const name of names) found[name].cpuMs.push(...(costs[name]?.cpuMs ?? []))
  tell(size, found)
}

async function onShop<T>(
  dataDir: string,
  options: { explains: boolean },
  work: (shop: GrownShop) => Promise<T>,
) {
  const shop = await startGrownShop(dataDir, options)
  try {
    return await unlessInterrupted(work(shop))
  } finally {
    await shop.stop()
  }
}

/** Of each request, by EXPLAIN. */
async function readsOf(shop: GrownShop, size: Size) {
  const reads: Record<string, Read> = {}
  for (const [name, scenario] of Object.entries<Visits>(await visitors(shop, size))) {
    await scenario.prepare?.(2 * explained)
    // The first fill the caches of plans and of the schema.
    for (let i = 0; i < explained; i++) await scenario.visit()
    const from = shop.logSize()
    for (let i = 0; i < explained; i++) await scenario.visit()
    const { rows, buffers } = readPlans(shop.logFile, from)
    reads[name] = { rows: rows / explained, buffers: buffers / explained }
  }
  return reads
}

async function costsOf(shop: GrownShop, size: Size, rounds: number) {
  const costs: Record<string, Cost> = {}
  for (const [name, scenario] of Object.entries<Visits>(await visitors(shop, size))) {
    const cpuMs: number[] = []
    const times: number[] = []
    for (let round = 1 - warmUps; round <= rounds; round++) {
      await scenario.prepare?.(visits)
      const before = shop.usage()
      const took: number[] = []
      for (let i = 0; i < visits; i++) took.push(await scenario.visit())
      if (round < 1) continue
      cpuMs.push((cpuSecondsOf(usageBetween(before, shop.usage())) * 1000) / visits)
      times.push(...took)
    }
    costs[name] = { cpuMs, p95: percentilesOf(times).p95 }
  }
  // The large shop's would take longer than all the rest.
  if (size === 'small') await check(shop)
  return costs
}

async function check({ sql }: GrownShop) {
  const wrong = await checkInvariants(sql)
  if (wrong.length > 0) throw new Error(`the data is wrong: ${JSON.stringify(wrong.slice(0, 10))}`)
  console.log('the invariants hold')
}

function tell(size: Size, found: Found) {
  for (const name of names) {
    const { rows, buffers, cpuMs, p95 } = found[name]
    console.log(
      `growth, ${size}: ${name} reads ${rows.toFixed(0)} rows, touches ${buffers.toFixed(0)} buffers, ` +
        `costs ${median(cpuMs).toFixed(2)} ms of CPU, p95 ${p95.toFixed(1)} ms`,
    )
  }
}

/** The largest beside the smallest. */
function bars(found: Map<Size, Found>): Result[] {
  const [smallest, largest] = [[...found.values()][0] as Found, [...found.values()].at(-1) as Found]
  const name = inWords([...found.keys()].at(-1) as Size)
  return [
    ...(['browse', 'product', 'cart', 'order'] as const).flatMap((one) => [
      judge(
        'growth',
        `buffers of ${one}, with ${name} to the smallest`,
        [largest[one].buffers / smallest[one].buffers],
        {
          below: 1.3,
        },
      ),
      judge(
        'growth',
        `CPU of ${one}, with ${name} to the smallest`,
        largest[one].cpuMs.map((ms) => ms / median(smallest[one].cpuMs)),
        { below: 1.3 },
      ),
    ]),
    judge('growth', `p95 of search, with ${name}`, [largest.search.p95], { below: 50, unit: ' ms' }),
  ]
}

const figures = (found: Map<Size, Found>): Result[] =>
  [...found].flatMap(([size, by]) =>
    names.flatMap((name) => {
      const of = `${name}, ${inWords(size)}`
      return [
        judge('growth', `${of}: rows read`, [Math.round(by[name].rows)]),
        judge('growth', `${of}: buffers touched`, [Math.round(by[name].buffers)]),
        judge('growth', `${of}: CPU`, by[name].cpuMs, { unit: ' ms' }),
      ]
    }),
  )

const inWords = (size: Size) =>
  `${sizes[size].products.toLocaleString('en')} products and ${sizes[size].orders.toLocaleString('en')} orders`

const charts = (found: Map<Size, Found>): Chart[] =>
  (['buffers', 'CPU, ms'] as const).map((y) => ({
    title: `${y} of a request by the size of the shop`,
    x: 'shops, from the smallest to the largest',
    y,
    series: names.map((name) => ({
      name,
      points: [...found.values()].map((by, step) => [
        step,
        y === 'buffers' ? by[name].buffers : median(by[name].cpuMs),
      ]),
    })),
  }))

const names = ['browse', 'product', 'search', 'cart', 'order'] as const
type Cost = { cpuMs: number[]; p95: number }
type Found = Record<(typeof names)[number], Read & Cost>
