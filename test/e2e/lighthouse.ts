import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Category, Product } from '../../contracts/catalog.ts'
import { categoryPath, productPath } from '../../contracts/pages.ts'
import { findChromium } from './support/find-chromium.ts'

// `npm run lighthouse [-- ADDRESS [RUNS]]`: how a running shop does on Lighthouse's throttled phone, medians of 5 runs of
// each page beside their bars. Lighthouse is 176 MB, so it is fetched when it is first asked for, not with the packages.
const version = '13.5.0'
const folder = join(import.meta.dirname, '../../.cache/lighthouse')
const [address = 'http://localhost:8080', runs = '5'] = process.argv.slice(2)

const chromium = await findChromium()
if (!chromium) throw new Error('Lighthouse needs a Chromium: set CHROME_PATH.')
fetchLighthouse()
console.log(`Lighthouse ${version} on ${address}, throttled phone, medians of ${runs}`)
console.table(
  Object.fromEntries(Object.entries(await pagesOf(address)).map(([name, path]) => [name, judge(name, path)])),
)

function judge(name: string, path: string) {
  const reports = Array.from({ length: Number(runs) }, () => report(address + path))
  const median = (figure: (one: Report) => number) =>
    reports.map(figure).sort((a, b) => a - b)[Math.floor(reports.length / 2)] ?? Number.NaN
  const score = (category: string) =>
    median((one) => Math.round((one.categories[category]?.score ?? 0) * 100))
  const value = (audit: string) => median((one) => one.audits[audit]?.numericValue ?? Number.NaN)
  const figures = {
    performance: score('performance'),
    accessibility: score('accessibility'),
    practices: score('best-practices'),
    seo: score('seo'),
    lcpMs: Math.round(value('largest-contentful-paint')),
    cls: Math.round(value('cumulative-layout-shift') * 1000) / 1000,
    blockedMs: Math.round(value('total-blocking-time')),
    kB: Math.round(value('total-byte-weight') / 1024),
  }
  // The cart is one person's: no search engine shall find it.
  const scores = [figures.accessibility, figures.practices, ...(name === 'cart' ? [] : [figures.seo])]
  const holds =
    figures.performance >= 90 &&
    scores.every((one) => one >= 95) &&
    figures.lcpMs < 1_800 &&
    figures.cls < 0.02
  if (!holds) process.exitCode = 1
  return { ...figures, bars: holds ? 'hold' : 'MISSED' }
}

function report(url: string): Report {
  const output = join(folder, 'report.json')
  const program = join(folder, 'node_modules/lighthouse/cli/index.js')
  const flags = '--chrome-flags=--headless=new --no-sandbox --disable-gpu --no-first-run --disable-quic'
  execFileSync(
    process.execPath,
    [program, url, '--quiet', '--output=json', `--output-path=${output}`, flags],
    { env: { ...process.env, CHROME_PATH: chromium }, stdio: ['ignore', 'ignore', 'inherit'] },
  )
  return JSON.parse(readFileSync(output, 'utf8')) as Report
}

/** The pages of the bars; the cart is that of a guest who is about to order. */
async function pagesOf(shop: string) {
  const ask = async (path: string) => (await fetch(shop + path)).json()
  const categories = (await ask('/products/categories')) as { items: Category[] }
  const products = (await ask('/products?limit=1')) as { items: Product[] }
  return {
    home: '/',
    category: categoryPath(categories.items[0]?.slug ?? ''),
    product: productPath(products.items[0]?.slug ?? ''),
    cart: '/checkout',
  }
}

function fetchLighthouse() {
  const own = join(folder, 'node_modules/lighthouse/package.json')
  if (existsSync(own) && JSON.parse(readFileSync(own, 'utf8')).version === version) return
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{}')
  console.log(`Fetching Lighthouse ${version} ...`)
  execFileSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', `lighthouse@${version}`], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}

type Report = {
  categories: Record<string, { score: number | null }>
  audits: Record<string, { numericValue?: number }>
}
