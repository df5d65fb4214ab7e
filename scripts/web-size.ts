import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

// `npm run web:size`: what a shopper's browser downloads of scripts, gzipped, against what it may be. Build the web app first.
const budgets = { firstPageKb: 60, storefrontKb: 90, adminKb: 150 }
const dist = join(import.meta.dirname, '../web/dist')
const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8')) as Record<string, Chunk>

const first = closure(['index.html'], 'imports')
const isAdmin = (name: string) => name.includes('admin/')
const storefront = closure(['index.html'], 'imports', 'dynamicImports')
const admin = [...closure(Object.keys(manifest), 'imports')].filter((file) => !storefront.has(file))
const sizes = [
  ['the first page', sum(first), budgets.firstPageKb],
  ['all of the storefront', sum(storefront), budgets.storefrontKb],
  ['the admin beyond it', sum(admin), budgets.adminKb],
] as const

for (const [what, size, budget] of sizes) {
  console.log(`${size > budget ? 'OVER ' : 'fine '} ${what}: ${size.toFixed(1)} kB of ${budget} kB`)
  if (size > budget) process.exitCode = 1
}

/** The script files that chunks bring with them, but for the admin's, which a shopper never asks for. */
function closure(names: string[], ...ways: ('imports' | 'dynamicImports')[]): Set<string> {
  const seen = new Set<string>()
  const visit = (name: string) => {
    const chunk = manifest[name]
    if (!chunk || seen.has(name) || (ways.includes('dynamicImports') && isAdmin(name))) return
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
