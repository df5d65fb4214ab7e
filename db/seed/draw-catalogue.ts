import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { demoCatalogue } from './catalogue.ts'
import { compose } from './draw/compose.ts'
import { encode, type Rendition } from './draw/encode.ts'
import { writeSheet } from './draw/sheet.ts'

// Draws the pictures of the demo catalogue: node db/seed/draw-catalogue.ts [--only slug] [--sheet FILE.png]
// With --sheet nothing is encoded: the sheet is for looking at the drawings while working on them.
const { values } = parseArgs({
  options: { only: { type: 'string', multiple: true }, sheet: { type: 'string' } },
})
const folder = new URL('./pictures/', import.meta.url)
const manifestFile = new URL('manifest.json', folder)

const chosen = demoCatalogue.flatMap((category) =>
  category.products
    .filter(({ slug }) => !values.only || values.only.includes(slug) || values.only.includes(category.slug))
    .map((product) => ({ picture: product.picture, svg: () => compose(category.slug, product.picture) })),
)

if (values.sheet)
  await writeSheet(
    chosen.map(({ svg }) => svg()),
    values.sheet,
  )
else await drawAll()

async function drawAll(): Promise<void> {
  const manifest = values.only ? await readManifest() : {}
  for (const { picture, svg } of chosen) {
    manifest[picture] = await encode(svg(), fileURLToPath(new URL(picture, folder)))
    console.log(picture)
  }
  const sorted = Object.fromEntries(Object.entries(manifest).sort(([a], [b]) => (a < b ? -1 : 1)))
  await writeFile(manifestFile, `${JSON.stringify(sorted, null, 2)}\n`)
}

async function readManifest(): Promise<Record<string, Rendition[]>> {
  return JSON.parse(await readFile(manifestFile, 'utf8').catch(() => '{}'))
}
