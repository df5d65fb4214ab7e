import type { ImportRow } from '../../contracts/catalog-admin.ts'
import type { FieldError } from '../errors.ts'
import { recordAudit } from '../platform/audit.ts'
import { newId } from '../platform/ids.ts'
import { appendEvents } from '../platform/outbox.ts'
import type { Tx } from '../platform/postgres.ts'
import type { Actor } from './actor.ts'
import { type NewProduct, type ProductFields, repricedVariants, updatedProducts } from './admin-queries.ts'
import { categoriesByName } from './categories-by-name.ts'
import { fieldsOf } from './change-product.ts'
import { createProducts } from './create-products.ts'
import type { ProductRow } from './csv/product-row.ts'
import { addToStocks, lockedBySlug, lockedStocks, skuOwners } from './import-queries.ts'

/**
 * Brings the products of a batch, whose slugs differ, to what their rows say, and answers each row. A row that is not
 * answered lost a race for its slug and must be tried again.
 */
export async function importBatch(
  tx: Tx,
  batch: ProductRow[],
  { setStock }: { setStock: boolean },
  by: Actor,
): Promise<Map<ProductRow, Outcome>> {
  const outcomes = new Map<ProductRow, Outcome>()
  const slugs = batch.map(({ slug }) => slug)
  const held = new Map((await lockedBySlug(tx, slugs)).map((one) => [one.slug, one]))
  const skus = batch.flatMap(({ sku }) => sku ?? [])
  const owners = new Map((await skuOwners(tx, skus)).map((one) => [one.sku, one.product_id]))
  const good: ProductRow[] = []
  for (const one of batch) {
    const errors = refusals(one, held.get(one.slug)?.id, owners)
    if (errors.length > 0) outcomes.set(one, { status: 'failed', errors })
    else good.push(one)
  }

  const names = good.flatMap(({ category }) => category ?? [])
  const categories = await categoriesByName(tx, names)
  const created = new Map<ProductRow, NewProduct>()
  const changed = new Map<ProductRow, ProductFields>()
  for (const one of good) {
    const product = held.get(one.slug)
    const given = givenFields(one, categories)
    if (!product) {
      created.set(one, newProduct(one, given))
      continue
    }
    const before = fieldsOf(product)
    const after = { ...before, ...given }
    outcomes.set(one, { status: 'unchanged', productId: product.id })
    if (differs(before, after)) changed.set(one, after)
  }

  const made = await createProducts(tx, [...created.values()], [], by)
  for (const [one, { id }] of created)
    if (made.has(id)) outcomes.set(one, { status: 'created', productId: id })
  await change(tx, [...changed.values()], by)
  const restocked = setStock ? await restock(tx, good, outcomes, by) : []
  for (const one of [...changed.keys(), ...restocked])
    outcomes.set(one, { ...(outcomes.get(one) as Outcome), status: 'updated' })
  await audit(tx, [...outcomes.values()], by)
  return outcomes
}

/** What makes this row impossible beside what is in the shop. Owners of SKUs grow with the batch. */
function refusals(one: ProductRow, id: string | undefined, owners: Map<string, string>): FieldError[] {
  const errors: FieldError[] = []
  if (!id && one.name === undefined)
    errors.push({ path: 'Title', message: 'is missing: a new product needs one' })
  if (!id && one.priceMinor === undefined)
    errors.push({ path: 'Variant Price', message: 'is missing: a new product needs one' })
  if (one.sku && owners.has(one.sku) && owners.get(one.sku) !== id)
    errors.push({ path: 'Variant SKU', message: 'belongs to another product' })
  if (one.sku && errors.length === 0) owners.set(one.sku, id ?? one.slug)
  return errors
}

function givenFields(
  { name, description, priceMinor, sku, archived, category }: ProductRow,
  ids: Map<string, string>,
) {
  return {
    ...(name !== undefined && { name }),
    ...(description !== undefined && { description }),
    ...(priceMinor !== undefined && { priceMinor }),
    ...(sku !== undefined && { sku }),
    ...(archived !== undefined && { archived }),
    ...(category !== undefined && { categoryId: category === null ? null : (ids.get(category) ?? null) }),
  }
}

const newProduct = (one: ProductRow, given: Partial<ProductFields>): NewProduct => ({
  name: '',
  description: '',
  priceMinor: 0,
  categoryId: null,
  ...given,
  id: newId(),
  slug: one.slug,
  stock: one.stock ?? 0,
})

const differs = (before: ProductFields, after: ProductFields) =>
  (Object.keys(after) as (keyof ProductFields)[]).some((key) => before[key] !== after[key])

async function change(tx: Tx, products: ProductFields[], by: Actor) {
  if (products.length === 0) return
  const archived = new Map(products.map((one) => [one.id, one.archived]))
  const versions = await updatedProducts(tx, products)
  await repricedVariants(tx, products)
  await appendEvents(
    tx,
    versions.map(({ id, version }) => ({
      topic: 'product-changed',
      key: id,
      sequence: version,
      payload: { productId: id, archived: archived.get(id) ?? false },
      requestId: by.requestId,
    })),
  )
}

/** Gives products that were there before the file's stock; answers which had another one. */
async function restock(tx: Tx, good: ProductRow[], outcomes: Map<ProductRow, Outcome>, by: Actor) {
  const wanted = good.flatMap((one) => {
    const { status, productId } = outcomes.get(one) ?? {}
    return one.stock !== undefined && status === 'unchanged' && productId
      ? [{ one, id: productId, stock: one.stock }]
      : []
  })
  const ids = wanted.map(({ id }) => id)
  const stocks = new Map((await lockedStocks(tx, ids)).map((one) => [one.id, one.quantity]))
  const changes = wanted
    .map(({ one, id, stock }) => ({ one, id, delta: stock - (stocks.get(id) ?? stock) }))
    .filter(({ delta }) => delta !== 0)
  await addToStocks(tx, changes, by.actorId)
  return changes.map(({ one }) => one)
}

async function audit(tx: Tx, outcomes: Outcome[], by: Actor) {
  const idsOf = (status: string) =>
    outcomes.flatMap((one) => (one.status === status ? (one.productId ?? []) : []))
  const detail = { created: idsOf('created'), updated: idsOf('updated') }
  if (detail.created.length + detail.updated.length > 0)
    await recordAudit(tx, { ...by, action: 'product.imported', subjectId: null, detail })
}

export type Outcome = Omit<ImportRow, 'row'>
