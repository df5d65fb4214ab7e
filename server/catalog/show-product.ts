import type { Product } from '../../contracts/catalog.ts'
import type { Db } from '../platform/postgres.ts'
import { notSold } from './hold-product.ts'
import { productView } from './product-view.ts'
import { productById } from './queries.ts'

/** A product as it is now, past every cache. @throws a 404 when it is not there or archived. */
export async function showProduct(db: Db, id: string, currency: string): Promise<Product> {
  const product = await productById(db, id)
  if (!product) throw notSold()
  return productView(product, currency)
}
