import { parseArgs } from 'node:util'
import { growth } from './growth/growth.ts'
import { type Size, sizes } from './growth/sizes.ts'
import { unlessInterrupted } from './lib/interruption.ts'
import { machine } from './lib/machine.ts'
import { endGenerator } from './lib/offer.ts'
import { isMet, type Outcome } from './lib/result.ts'
import { patience, splitWorkers } from './lib/settings.ts'
import { type BenchShop, type ShopOptions, startShop } from './lib/shop.ts'
import { comparedWith } from './report/compare.ts'
import { keepSections, readSections, type Section } from './report/sections.ts'
import { table } from './report/table.ts'
import { events } from './scenarios/events.ts'
import { idle } from './scenarios/idle.ts'
import { login } from './scenarios/login.ts'
import type { Options } from './scenarios/options.ts'
import { order } from './scenarios/order.ts'
import { cart, mixed, orderHot, orderUniform } from './scenarios/orders.ts'
import { overloadList, overloadLogin, overloadOrders } from './scenarios/overload/overload.ts'
import { leaveTheShopItsCore, shopCore } from './scenarios/overload/pin.ts'
import { overloadBrowsing, overloadFlood, overloadSlow } from './scenarios/overload/side-by-side.ts'
import { browse, product, search } from './scenarios/read.ts'
import { orderSteady } from './scenarios/steady.ts'

// As O2 asks.
const forAMinute = { core: shopCore, seconds: 60 }

// `npm run bench [-- NAME ...]`: each scenario against a shop of its own with durable commits, beside its limit in the same
// run. Figures are medians; what is judged is a ratio, or a time with its bar, never a bare rate.
const scenarios: Record<string, Scenario> = {
  browse: { work: browse },
  product: { work: product },
  search: { work: search },
  order: { work: order },
  cart: { work: cart, settings: patience },
  'order-uniform': { work: orderUniform, settings: patience },
  'order-hot': { work: orderHot, settings: patience },
  'order-steady': { work: orderSteady },
  events: { work: events, settings: splitWorkers },
  mixed: { work: mixed, settings: patience },
  login: { work: login },
  idle: { work: idle },
  'overload-orders': { work: overloadOrders, ...forAMinute },
  'overload-login': { work: overloadLogin, ...forAMinute },
  // With fewer in flight than usual, a generator on one core can ask for three times what the shop does.
  'overload-list': { work: overloadList, ...forAMinute, settings: { MAX_REQUESTS_IN_FLIGHT: '100' } },
  'overload-browsing': { work: overloadBrowsing, core: shopCore },
  'overload-slow': { work: overloadSlow },
  'overload-flood': { work: overloadFlood },
  growth: {},
}

const { values: flags, positionals } = parsed()
const asked = positionals.flatMap((name) =>
  name === 'overload' ? Object.keys(scenarios).filter((one) => one.startsWith('overload-')) : [name],
)
const unknown = asked.filter((name) => !(name in scenarios))
if (unknown.length > 0) {
  refuse(
    `There is no scenario ${unknown.join(', ')}: take ${Object.keys(scenarios).join(', ')}, overload for its six, or none for all but overload and growth.`,
  )
}
const rounds = Number(flags.rounds)
const secondsAsked = flags.seconds === undefined ? undefined : Number(flags.seconds)
if (!(Number.isInteger(rounds) && rounds >= 1 && (secondsAsked ?? 1) > 0)) {
  refuse('--rounds is a whole number from 1, --seconds how long each lasts.')
}
const ordinary = (name: string) => !/^(overload-|growth)/.test(name)
const names = asked.length > 0 ? asked : Object.keys(scenarios).filter(ordinary)
const before = flags.check === undefined ? undefined : readSections(flags.check)

console.log(`On ${machine()}`)
const sections: Section[] = []
for (const name of names) {
  const scenario = scenarios[name] as Scenario
  const outcome = await played(scenario)
  const topology = flags.stack ? 'stack' : 'node'
  sections.push({ name, topology, at: new Date().toISOString(), machine: machine(), ...outcome })
  // Kept at once: a run that is cut short has measured something all the same.
  keepSections(sections)
}
const results = sections.flatMap((section) => section.results)
console.log(table(results))
const worse = before ? comparedWith(before, sections) : []
for (const line of worse) console.log(line)
process.exitCode = results.every(isMet) && worse.length === 0 ? 0 : 1

function parsed() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        /** nginx before four nodes, with Redis, Kafka and a worker, in place of one embedded node. */
        stack: { type: 'boolean', default: false },
        rounds: { type: 'string', default: '5' },
        /** 5, or what a scenario itself says. */
        seconds: { type: 'string' },
        /** Of growth: small, medium, wide, large, or some of them. */
        sizes: { type: 'string', default: Object.keys(sizes).join() },
        /** Fails where a ratio is worse than in this file of an earlier run. */
        check: { type: 'string' },
      },
    })
  } catch (error) {
    refuse(
      `${(error as Error).message} Flags: --stack, --rounds N, --seconds N, --sizes small,large, --check FILE.`,
    )
  }
}

function refuse(why: string): never {
  console.error(why)
  process.exit(1)
}

async function played({ work, settings = {}, seconds = 5, ...pinned }: Scenario) {
  const options = { rounds, seconds: secondsAsked ?? seconds }
  if (!work) return growth(options, flags.sizes.split(',') as Size[])
  const release = pinned.core === undefined ? () => {} : leaveTheShopItsCore()
  try {
    const shop = await start({ settings, ...pinned })
    try {
      return await unlessInterrupted(work(shop, options))
    } finally {
      endGenerator()
      await shop.stop()
    }
  } finally {
    release()
  }
}

async function start(given: ShopOptions): Promise<BenchShop> {
  if (!flags.stack) return startShop(given)
  const { startBenchStack } = await import('./lib/stack.ts')
  return startBenchStack(given)
}

/** Without `work` it is growth, which has shops of its own; `seconds` is how long it measures each time. */
type Scenario = ShopOptions & {
  seconds?: number
  work?: (shop: BenchShop, options: Options) => Promise<Outcome>
}
