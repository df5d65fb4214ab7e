import { mkdir, writeFile } from 'node:fs/promises'
import { machine } from './lib/machine.ts'
import type { Result } from './lib/result.ts'
import { startShop } from './lib/shop.ts'
import { browse } from './scenarios/browse.ts'
import { order } from './scenarios/order.ts'
import { cart, orderHot, orderUniform } from './scenarios/orders.ts'

// `npm run bench [-- NAME ...]`: each scenario against a shop of its own process with durable commits, beside its
// limit in the same run. Figures are medians; what is judged is a ratio, or a time with its bar, never a bare rate.
const scenarios = { browse, order, cart, 'order-uniform': orderUniform, 'order-hot': orderHot }
const names = process.argv.slice(2)
const unknown = names.filter((name) => !(name in scenarios))
if (unknown.length > 0) {
  console.error(
    `There is no scenario ${unknown.join(', ')}: take ${Object.keys(scenarios).join(', ')}, or none for all.`,
  )
  process.exit(1)
}

console.log(`On ${machine()}`)
const results: Result[] = []
for (const [name, scenario] of Object.entries(scenarios)) {
  if (names.length > 0 && !names.includes(name)) continue
  const shop = await startShop()
  try {
    results.push(...(await scenario(shop)))
  } finally {
    await shop.stop()
  }
}

const table = [
  '| scenario | figure | median | min - max | bar | |',
  '|---|---|---|---|---|---|',
  ...results.map(
    (one) =>
      `| ${one.scenario} | ${one.figure} | ${one.median} | ${one.range} | ${one.bar} | ${one.met ? 'met' : 'MISSED'} |`,
  ),
].join('\n')
console.log(table)
await mkdir(new URL('results/', import.meta.url), { recursive: true })
await writeFile(new URL('results/latest.md', import.meta.url), `On ${machine()}.\n\n${table}\n`)
process.exitCode = results.every((one) => one.met) ? 0 : 1
