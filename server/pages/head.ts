import { pictureTypes, srcsetOf } from '../../contracts/pages.ts'
import { html, type Markup } from '../platform/html.ts'
import type { Page } from './page.ts'
import { safeJson } from './template.ts'

/** The lines of a page's head. Every address in it begins with PUBLIC_URL, whatever Host the request names (S51). */
export function headOf(page: Page, { shopName, publicUrl }: Site): Markup {
  const { title, description, path, type = 'website', picture, meta = {}, structured = [] } = page
  const url = path === undefined ? undefined : publicUrl + path
  const graph = {
    'og:site_name': shopName,
    'og:type': type,
    'og:title': title,
    ...(description && { 'og:description': description }),
    ...(url && { 'og:url': url }),
    ...(picture && {
      'og:image': publicUrl + picture.image.url,
      'og:image:width': picture.image.width,
      'og:image:height': picture.image.height,
      'og:image:alt': picture.image.alt,
    }),
    ...meta,
  }
  return html`<title>${title}</title>
    ${description ? html`<meta name="description" content="${description}">` : ''}
    ${url ? html`<link rel="canonical" href="${url}">` : html`<meta name="robots" content="noindex">`}
    ${picture ? preload(picture) : ''}
    ${Object.entries(graph).map(([name, value]) => html`<meta property="${name}" content="${value}">`)}
    <meta name="twitter:card" content="${picture ? 'summary_large_image' : 'summary'}">
    ${structured.map(jsonLd)}`
}

/** As the web app's `<picture>` chooses it: the first type that the browser knows, the size that fits. */
function preload({ image, sizes }: NonNullable<Page['picture']>): Markup {
  const type = pictureTypes.find((one) => srcsetOf(image, one) !== '')
  if (!type) return html``
  return html`<link rel="preload" as="image" type="${type}" imagesrcset="${srcsetOf(image, type)}" imagesizes="${sizes}" fetchpriority="high">`
}

const jsonLd = (thing: object): Markup => ({
  markup: `<script type="application/ld+json">${safeJson(JSON.stringify({ '@context': 'https://schema.org', ...thing }))}</script>`,
})

export type Site = { shopName: string; publicUrl: string }
