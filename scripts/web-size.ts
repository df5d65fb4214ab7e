import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

// `npm run web:size`: what a shopper's browser downloads of scripts, gzipped, against what it may be. Build the web app first.
const budgets = { firstPageKb: 60, storefrontKb: 90, adminKb: 150 }
const dist = join(import.meta.dirname, '../web/dist')
const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8')) as Record<string, Chunk>

const isAdmin = (name: string) => name.includes('admin/')
const html = readFileSync(join(dist, 'index.html'), 'utf8')
const entries = Object.keys(manifest).filter((name) => html.includes(manifest[name]?.file ?? name))
const firstPage = scriptsOf(entries, 'imports')
if (firstPage.size === 0) throw new Error('web/dist has no page with scripts: run "npm run build:web" first.')
const storefront = scriptsOf(entries, 'imports', 'dynamicImports')
const withAdmin = scriptsOf(Object.keys(manifest).filter(isAdmin), 'imports', 'dynamicImports')
const sizes = [
  ['the first page', sum(firstPage), budgets.firstPageKb],
  ['all of the storefront', sum(storefront), budgets.storefrontKb],
  ['the admin beyond it', sum([...withAdmin].filter((file) => !storefront.has(file))), budgets.adminKb],
] as const

for (const [what, size, budget] of sizes) {
  console.log(`${size > budget ? 'OVER ' : 'fine '} ${what}: ${size.toFixed(1)} kB of ${budget} kB`)
  if (size > budget) process.exitCode = 1
}

/** The script files that these bring with them; a shopper never asks for the admin's. */
function scriptsOf(names: string[], ...ways: ('imports' | 'dynamicImports')[]): Set<string> {
  const seen = new Set<string>()
  const visit = (name: string) => {
    const chunk = manifest[name]
    if (!chunk || seen.has(name) || (isAdmin(name) && !names.includes(name))) return
    seen.add(name)
    for (const way of ways) for (const next of chunk[way] ?? []) visit(next)
  }
  for (const name of names) visit(name)
  return new Set(
    [...seen].flatMap((name) => manifest[name]?.file ?? []).filter((file) => file.endsWith('.js')),
  )
}

function sum(files: Iterable<string>) {
  let bytes = 0
  for (const file of files) bytes += gzipSync(readFileSync(join(dist, file)), { level: 9 }).length
  return bytes / 1000
}

type Chunk = { file: string; imports?: string[]; dynamicImports?: string[] }
