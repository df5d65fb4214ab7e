import { availabilityOf } from '../../contracts/availability.ts'
import type { Product } from '../../contracts/catalog.ts'
import type { Loaded } from '../platform/read-through.ts'

/**
 * JSON of products without their stock, which is laid over when it is sent. `before` and `after` are what stands
 * around them, such as `{"items":[` and `],"total":2}`.
 */
export function productPieces(
  products: Product[],
  before = '',
  after = '',
): Required<Omit<Loaded, 'subject'>> {
  let open = before
  const pieces = products.map((product, i) => {
    const { availability: _, stock: __, images, imageUrl, version, createdAt, updatedAt, ...head } = product
    const piece = `${open}${i > 0 ? ',' : ''}${JSON.stringify(head).slice(0, -1)},`
    open = `,${JSON.stringify({ images, imageUrl, version, createdAt, updatedAt }).slice(1)}`
    return piece
  })
  return {
    pieces: [...pieces, open + after],
    figureIds: products.map(({ id }) => id),
    figures: products.map(({ stock }) => stock),
  }
}

/** How a product's stock stands in it. */
export const stockText = (stock: number): string =>
  `"availability":"${availabilityOf(stock)}","stock":${stock}`
