import type { Category, Product } from '../../contracts/catalog.ts'
import { type Language, sayIn } from '../../contracts/first-words.ts'
import { categoryPath, homePath, pictureSizes, productPath } from '../../contracts/pages.ts'
import { html, type Markup } from '../platform/html.ts'
import { pictureOf } from './picture.ts'

/**
 * What pages show, in a language. The classes are those of the web app, whose pages take the place of these: what is seen
 * first stays where it is, so the room of what only the app has in it is kept.
 */
export function bodyIn(language: Language) {
  const say = sayIn(language)

  /** What every page has around what is its own. */
  const frame = (shopName: string, categories: Category[], main: Markup): Markup => html`
  <header class="header first-header">
    <div class="header-bar">
      <a class="brand" href="${homePath}"><img src="/icon.svg" alt="" width="32" height="32">${shopName}</a>
    </div>
    <nav class="category-nav" aria-label="${say('shell.menu')}"><ul>${categoryLinks(categories)}</ul></nav>
  </header>
  <main class="main">${main}</main>`

  const welcome = (categories: Category[]): Markup => html`
  <section class="hero">
    <h1>${say('home.title')}</h1>
    <p>${say('home.text')}</p>
    <ul class="hero-categories">${categoryLinks(categories.filter(({ productCount }) => productCount > 0))}</ul>
  </section>
  <h2 class="section-title">${say('home.new')}</h2>`

  const listHead = (name: string, count: number): Markup => html`
  <header class="list-head">
    <h1>${name}</h1>
    <p class="quiet">${say('list.count', { count })}</p>
    <div class="list-choices first-choices"></div>
  </header>`

  /** Products in a grid. The first pictures are wanted at once, the rest when they come near. */
  const grid = (products: Product[]): Markup => html`
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
    ${product.availability === 'in_stock' ? '' : availability(product)}
    <div class="product-card-buy"><span class="price">${priceOf(product)}</span></div>
  </li>`

  const trail = (steps: { name: string; path: string }[], shopName: string): Markup => html`
  <nav class="breadcrumb" aria-label="${say('product.breadcrumb')}"><ol>${[
    { name: shopName, path: homePath },
    ...steps,
  ].map(({ name, path }) => html`<li><a href="${path}">${name}</a></li>`)}</ol></nav>`

  /** A product's own page. */
  const detail = (product: Product): Markup => html`
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
      ${availability(product)}
      ${product.availability === 'out_of_stock' ? '' : html`<div class="product-add"></div>`}
      ${paragraphs(product.description).map((text) => html`<p class="product-description">${text}</p>`)}
    </div>
  </article>`

  /** What else there is in a product's category. */
  const others = ({ id, category }: Product, products: Product[]): Markup => html`
  <section class="similar">
    <h2>${say('product.soldOut.more', { category: category?.name ?? '' })}</h2>
    <ul class="product-grid">${products
      .filter((one) => one.id !== id)
      .slice(0, 4)
      .map((one) => card(one))}</ul>
  </section>`

  const availability = ({ availability, stock }: Product) =>
    html`<p class="availability ${availability}">${say(`product.${availability}`, { count: stock })}</p>`

  const priceOf = ({ price, currency }: Product) =>
    new Intl.NumberFormat(language, { style: 'currency', currency }).format(Number(price))

  return { say, frame, welcome, listHead, grid, trail, detail, others }
}

const categoryLinks = (categories: Category[]) =>
  categories.map(({ name, slug }) => html`<li><a href="${categoryPath(slug)}">${name}</a></li>`)

const paragraphs = (text: string) => text.split(/\n{2,}/).filter((part) => part.trim() !== '')
