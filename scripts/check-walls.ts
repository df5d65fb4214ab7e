import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

// `npm run walls`: the order of the domains. An import may go to the left, into the platform and into contracts only.
const order = ['accounts', 'catalog', 'cart', 'orders']
const consumers = ['stats', 'notifications', 'inventory', 'cache']
/** What stands before the domains: pages made of what the catalogue answers. */
const pages = 'pages'
const browser = ['api', 'ui', 'texts', 'states', 'accounts', 'orders']
const root = join(import.meta.dirname, '..')

const offences = globSync('{contracts,server,web}/**/*.{ts,tsx}', { cwd: root })
  .filter((file) => !file.endsWith('.test.ts') && !file.includes('node_modules'))
  .flatMap((file) => importsOf(file).flatMap((target) => offence(file, target) ?? []))

for (const text of offences) console.error(text)
console.log(
  offences.length === 0
    ? 'The walls between the domains stand.'
    : `${offences.length} imports go through a wall.`,
)
process.exitCode = offences.length === 0 ? 0 : 1

function importsOf(file: string) {
  const text = readFileSync(join(root, file), 'utf8')
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map(([, path]) =>
    relative(root, join(root, dirname(file), path as string)),
  )
}

function offence(file: string, target: string): string | undefined {
  const [from, to] = [roomOf(file), roomOf(target)]
  const refuse = (why: string) => `${file} imports ${target}: ${why}`
  if (from === to) return undefined
  if (from === 'contracts') return refuse('contracts import nothing but each other')
  if (file.startsWith('web/') && !target.startsWith('web/') && to !== 'contracts')
    return refuse('the browser shares only contracts with the server')
  if (
    browser.includes(from) &&
    target.startsWith('web/') &&
    to !== 'web' &&
    !(browser.indexOf(to) < browser.indexOf(from) && browser.includes(to))
  )
    return refuse(`imports run leftwards only in ${browser.join(' < ')} < a part of the app`)
  if (['storefront', 'admin'].includes(from) && ['storefront', 'admin'].includes(to))
    return refuse('storefront and admin know nothing of each other')
  if (from === 'platform' && (order.includes(to) || consumers.includes(to)))
    return refuse('the platform knows no domain')
  if (to === pages && from !== 'server') return refuse('only the app knows the pages')
  if (from === pages && to !== 'catalog' && (order.includes(to) || consumers.includes(to)))
    return refuse('the pages read the catalogue, and nothing else')
  if (consumers.includes(from) && (order.includes(to) || consumers.includes(to)))
    return refuse('a consumer learns of other domains by events')
  if (order.includes(from) && consumers.includes(to))
    return refuse('a domain writes events and does not know who reads them')
  if (order.includes(from) && order.includes(to) && order.indexOf(to) > order.indexOf(from))
    return refuse(`imports run leftwards only in ${order.join(' < ')}`)
  return undefined
}

function roomOf(file: string) {
  const [top, second] = file.split('/')
  const hasRooms = top === 'server' || top === 'web'
  return hasRooms && second && !/\.tsx?$/.test(second) ? second : (top as string)
}
