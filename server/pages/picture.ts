import type { ProductImage } from '../../contracts/catalog.ts'
import { pictureTypes, srcsetOf } from '../../contracts/pages.ts'
import { html, type Markup } from '../platform/html.ts'

/** A picture as the web app draws it (web/ui/picture.tsx), so that a browser takes the same file for both. */
export function pictureOf(image: ProductImage, { sizes, eager, first }: Look): Markup {
  const { url, alt, width, height } = image
  const sources = pictureTypes.filter((type) => type !== 'image/webp' && srcsetOf(image, type) !== '')
  return html`<picture>${sources.map(
    (type) => html`<source type="${type}" srcset="${srcsetOf(image, type)}" sizes="${sizes}">`,
  )}<img src="${url}" srcset="${srcsetOf(image, 'image/webp')}" sizes="${sizes}" alt="${alt}" width="${width}" height="${height}" ${
    eager ? '' : html`loading="lazy"`
  } ${first ? html`fetchpriority="high" decoding="sync"` : ''}></picture>`
}

type Look = { sizes: string; eager: boolean; first: boolean }
