import type { Category } from '../../contracts/catalog.ts'
import { categoryPath, homePath, productPath } from '../../contracts/pages.ts'
import { listCategories } from '../catalog/list-categories.ts'
import type { Shop } from '../catalog/list-products.ts'
import { type ListedAddress, productAddresses } from '../catalog/queries.ts'
import { totalOf } from '../catalog/total-of.ts'
import { notFound } from '../errors.ts'
import { html, type Markup } from '../platform/html.ts'
import type { Answer } from '../platform/read-through.ts'
import { read } from './page.ts'

/** So few that a part is made in some milliseconds and takes little of the cache, however large the shop is. */
const productsPerPart = 1_000

/**
 * Every page of the shop that is for everybody, with when it changed; of a large shop a list of parts, each of which is
 * asked for by its number. Kept like every read of the catalogue. @throws a 404 beyond the last part.
 * https://www.sitemaps.org/protocol.html
 */
export function sitemap(shop: Shop, publicUrl: string, part?: number): Answer | Promise<Answer> {
  return shop.readThrough({
    key: `sitemap:${part ?? ''}`,
    async load() {
      const parts = Math.max(1, Math.ceil((await totalOf(shop)) / productsPerPart))
      if (part !== undefined && part > parts) throw notFound('The sitemap has fewer parts than this.')
      const text =
        part === undefined && parts > 1
          ? partList(publicUrl, parts)
          : await addresses(shop, publicUrl, part ?? 1)
      return { pieces: [`<?xml version="1.0" encoding="UTF-8"?>\n${text.markup}`] }
    },
  })
}

const partList = (publicUrl: string, parts: number): Markup =>
  html`<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${Array.from(
    { length: parts },
    (_, i) => html`<sitemap><loc>${publicUrl}/sitemap.xml?page=${i + 1}</loc></sitemap>\n`,
  )}</sitemapindex>`

async function addresses(shop: Shop, publicUrl: string, part: number): Promise<Markup> {
  const products = await productAddresses(shop.db, {
    limit: productsPerPart,
    offset: (part - 1) * productsPerPart,
  })
  const others = part === 1 ? [homePath, ...(await categoryPaths(shop))] : []
  return html`<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${others.map((path) => html`<url><loc>${publicUrl}${path}</loc></url>\n`)}${products.map(
  ({ slug, updated_at }: ListedAddress) =>
    html`<url><loc>${publicUrl}${productPath(slug)}</loc><lastmod>${updated_at.toISOString()}</lastmod></url>\n`,
)}</urlset>`
}

async function categoryPaths(shop: Shop) {
  const { items } = read<{ items: Category[] }>(await listCategories(shop))
  return items.filter(({ productCount }) => productCount > 0).map(({ slug }) => categoryPath(slug))
}
