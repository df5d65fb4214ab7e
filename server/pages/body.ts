import type { Category, Product, ProductImage } from '../../contracts/catalog.ts'
import {
  categoryPath,
  homePath,
  pictureSizes,
  pictureTypes,
  productPath,
  srcsetOf,
} from '../../contracts/pages.ts'
import { html, type Markup } from '../platform/html.ts'

/** What every page has around what is its own. */
export const frame = (shopName: string, categories: Category[], main: Markup): Markup => html`
  <header class="first-header">
    <a href="${homePath}">${shopName}</a>
    <nav aria-label="Categories"><ul>${categories.map(
      ({ name, slug }) => html`<li><a href="${categoryPath(slug)}">${name}</a></li>`,
    )}</ul></nav>
  </header>
  <main class="first-main">${main}</main>`

/** Products in a grid. The first pictures are wanted at once, the rest when they come near. */
export const grid = (products: Product[]): Markup => html`
  <ul class="first-grid">${products.map(
    (product, i) => html`
    <li>
      <a href="${productPath(product.slug)}">${product.images
        .slice(0, 1)
        .map((image) => pictureOf(image, { sizes: pictureSizes.card, eager: i < 4, first: i === 0 }))}
        <h2>${product.name}</h2></a>
      <p>${priceOf(product)}</p>
    </li>`,
  )}</ul>`

export const trail = (steps: { name: string; path: string }[], shopName: string): Markup => html`
  <nav aria-label="Breadcrumb"><ol>${[{ name: shopName, path: homePath }, ...steps].map(
    ({ name, path }) => html`<li><a href="${path}">${name}</a></li>`,
  )}</ol></nav>`

/** A product's own page. */
export const detail = (product: Product): Markup => html`
  <article class="first-product">
    <div>${product.images.map((image, i) =>
      pictureOf(image, { sizes: pictureSizes.product, eager: i === 0, first: i === 0 }),
    )}</div>
    <div>
      <h1>${product.name}</h1>
      <p>${priceOf(product)}</p>
      <p>${availabilities[product.availability]}</p>
      ${paragraphs(product.description).map((text) => html`<p>${text}</p>`)}
    </div>
  </article>`

function pictureOf(image: ProductImage, { sizes, eager, first }: Look): Markup {
  const { url, alt, width, height } = image
  const sources = pictureTypes.filter((type) => type !== 'image/webp' && srcsetOf(image, type) !== '')
  return html`<picture>${sources.map(
    (type) => html`<source type="${type}" srcset="${srcsetOf(image, type)}" sizes="${sizes}">`,
  )}<img src="${url}" srcset="${srcsetOf(image, 'image/webp')}" sizes="${sizes}" alt="${alt}" width="${width}" height="${height}" ${
    eager ? '' : html`loading="lazy"`
  } ${first ? html`fetchpriority="high"` : ''}></picture>`
}

const priceOf = ({ price, currency }: Product) =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).format(Number(price))

const paragraphs = (text: string) => text.split(/\n{2,}/).filter((part) => part.trim() !== '')

const availabilities = { in_stock: 'In stock', low_stock: 'Low stock', out_of_stock: 'Out of stock' }

type Look = { sizes: string; eager: boolean; first: boolean }
