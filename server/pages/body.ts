import type { Category, Product, ProductImage } from '../../contracts/catalog.ts'
import {
  categoryPath,
  homePath,
  pictureSizes,
  pictureTypes,
  productPath,
  srcsetOf,
  welcome,
} from '../../contracts/pages.ts'
import { html, type Markup } from '../platform/html.ts'

// The classes are those of the web app, whose pages take the place of these: what is seen first stays where it is.

/** What every page has around what is its own. */
export const frame = (shopName: string, categories: Category[], main: Markup): Markup => html`
  <header class="header first-header">
    <div class="header-bar">
      <a class="brand" href="${homePath}"><img src="/icon.svg" alt="" width="32" height="32">${shopName}</a>
    </div>
    <nav class="category-nav" aria-label="Categories"><ul>${categoryLinks(categories)}</ul></nav>
  </header>
  <main class="main">${main}</main>`

export const hero = (categories: Category[]): Markup => html`
  <section class="hero">
    <h1>${welcome.title}</h1>
    <p>${welcome.text}</p>
    <ul class="hero-categories">${categoryLinks(categories.filter(({ productCount }) => productCount > 0))}</ul>
  </section>`

/** Products in a grid. The first pictures are wanted at once, the rest when they come near. */
export const grid = (products: Product[]): Markup => html`
  <ul class="product-grid">${products.map((product, i) => card(product, i))}</ul>`

const card = (product: Product, place?: number) => html`
  <li class="product-card">
    <div class="product-card-picture">${product.images.slice(0, 1).map((image) =>
      pictureOf(image, {
        sizes: pictureSizes.card,
        eager: place !== undefined && place < 4,
        first: place === 0,
      }),
    )}</div>
    <h3><a href="${productPath(product.slug)}">${product.name}</a></h3>
    <div class="product-card-buy"><span class="price">${priceOf(product)}</span></div>
  </li>`

export const trail = (steps: { name: string; path: string }[], shopName: string): Markup => html`
  <nav class="breadcrumb" aria-label="Breadcrumb"><ol>${[{ name: shopName, path: homePath }, ...steps].map(
    ({ name, path }) => html`<li><a href="${path}">${name}</a></li>`,
  )}</ol></nav>`

/** A product's own page. */
export const detail = (product: Product): Markup => html`
  <article class="product">
    <section class="gallery">${product.images.map(
      (image, i) =>
        html`<div class="gallery-picture">${pictureOf(image, {
          sizes: pictureSizes.product,
          eager: i === 0,
          first: i === 0,
        })}</div>`,
    )}</section>
    <div class="product-text">
      <h1>${product.name}</h1>
      <p class="product-price">${priceOf(product)}</p>
      <p class="availability ${product.availability}">${availabilities[product.availability]}</p>
      ${paragraphs(product.description).map((text) => html`<p class="product-description">${text}</p>`)}
    </div>
  </article>`

/** What else there is in a product's category. */
export const others = ({ id, category }: Product, products: Product[]): Markup => html`
  <section class="similar">
    <h2>${category?.name ?? ''}</h2>
    <ul class="product-grid">${products
      .filter((one) => one.id !== id)
      .slice(0, 4)
      .map((one) => card(one))}</ul>
  </section>`

const categoryLinks = (categories: Category[]) =>
  categories.map(({ name, slug }) => html`<li><a href="${categoryPath(slug)}">${name}</a></li>`)

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

const availabilities = { in_stock: 'In stock', low_stock: 'Low stock', out_of_stock: 'Sold out' }

type Look = { sizes: string; eager: boolean; first: boolean }
