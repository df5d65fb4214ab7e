import { notFound } from '../errors.ts'
import { isId } from '../platform/ids.ts'
import type { Answer } from '../platform/read-through.ts'
import type { Shop } from './list-products.ts'
import { productPieces, stockText } from './product-pieces.ts'
import { productView } from './product-view.ts'
import { productById, productBySlug } from './queries.ts'

/** A product by its id or slug. @throws a 404 when it is not there or archived. */
export function readProduct({ db, readThrough, currency }: Shop, idOrSlug: string): Answer | Promise<Answer> {
  const name = idOrSlug.toLowerCase()
  return readThrough({
    key: `product:${name}`,
    figureText: stockText,
    async load() {
      const product = await (isId(name) ? productById(db, name) : productBySlug(db, name))
      if (!product) throw notFound('This product is not in the shop (any more): look for another.')
      return { ...productPieces([productView(product, currency)]), subject: product.id }
    },
  })
}
