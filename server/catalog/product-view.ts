import { availabilityOf } from '../../contracts/availability.ts'
import type { Product, ProductImage, Suggestion } from '../../contracts/catalog.ts'
import { currencyDigits, formatMinor } from '../../contracts/money.ts'
import type { ImageRow, ProductRow } from './queries.ts'
import { pictureUrl, webpFiles } from './webp-files.ts'

/** A row as the contract shows it. `currency` is the shop's, ISO 4217. */
export function productView(row: ProductRow, currency: string): Product {
  const images = row.images.map(imageView)
  return {
    id: row.id,
    slug: row.slug,
    name: row.name,
    description: row.description,
    price: formatMinor(row.price_minor, currencyDigits(currency)),
    currency,
    category: row.category_slug === null ? null : { name: row.category_name ?? '', slug: row.category_slug },
    availability: availabilityOf(row.stock),
    stock: row.stock,
    images,
    imageUrl: images[0]?.url ?? null,
    version: row.version,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  }
}

/** What a search box shows while one types, with the smallest picture there is. */
export function suggestionView({ id, name, slug, images: [first] }: ProductRow): Suggestion {
  return { id, name, slug, imageUrl: (first && webpFiles(first)[0]?.url) ?? null }
}

/** `url` is the largest WebP, which every browser of today shows. */
function imageView(image: ImageRow): ProductImage {
  const { id, folder, alt, width, height } = image
  const renditions = image.renditions.map(({ file, ...size }) => ({ url: pictureUrl(folder, file), ...size }))
  const largest = webpFiles(image).at(-1) ?? {
    url: renditions[0]?.url ?? '',
    width,
    height,
  }
  return { id, url: largest.url, width: largest.width, height: largest.height, alt, renditions }
}
