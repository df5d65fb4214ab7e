import type { ImportRow } from '../../contracts/catalog-admin.ts'
import type { Pool } from '../platform/postgres.ts'
import type { Actor } from './actor.ts'
import type { ProductRow } from './csv/product-row.ts'
import { importBatch, type Outcome } from './import-batch.ts'

/** Imports the products of a batch and writes what became of each into its place in the report. */
export async function settleBatch(
  db: Pool,
  batch: Waiting[],
  options: ImportOptions,
  by: Actor,
): Promise<void> {
  const places = new Map(batch.map(({ product, report }) => [product, report]))
  for (let open = [...places.keys()]; open.length > 0; ) {
    const outcomes = await together(db, open, options, by)
    for (const [product, outcome] of outcomes) tell(places.get(product) as ImportRow, outcome)
    open = open.filter((product) => !outcomes.has(product))
  }
}

/** In one transaction; where PostgreSQL refuses something in it, each in one of its own, so that only the bad one fails. */
async function together(db: Pool, products: ProductRow[], options: ImportOptions, by: Actor) {
  try {
    return await oneTransaction(db, products, options, by)
  } catch (error) {
    if (!isRefusedValue(error)) throw error
    if (products.length === 1) return new Map(products.map((product) => [product, refused]))
    const outcomes = new Map<ProductRow, Outcome>()
    for (const product of products)
      for (const outcome of await together(db, [product], options, by)) outcomes.set(...outcome)
    return outcomes
  }
}

async function oneTransaction(db: Pool, products: ProductRow[], options: ImportOptions, by: Actor) {
  let outcomes = new Map<ProductRow, Outcome>()
  try {
    await db.transaction(async (tx) => {
      outcomes = await importBatch(tx, products, options, by)
      if (options.dryRun) throw onlyTried
    })
  } catch (error) {
    if (error !== onlyTried) throw error
    for (const outcome of outcomes.values()) if (outcome.status === 'created') delete outcome.productId
  }
  return outcomes
}

/** What was noted about a row while it was read stays. */
function tell(report: ImportRow, { status, productId, errors = [] }: Outcome) {
  report.status = status
  if (productId !== undefined) report.productId = productId
  report.errors = [...(report.errors ?? []), ...errors]
}

/** Data exception, or integrity constraint violation. */
const isRefusedValue = (error: unknown) => /^2[23]...$/.test((error as { code?: string }).code ?? '')

const onlyTried = new Error('rolled back on purpose: a dry run')
const refused: Outcome = {
  status: 'failed',
  errors: [{ path: '', message: 'holds a value that cannot be stored beside what is in the shop' }],
}

export type ImportOptions = { dryRun: boolean; setStock: boolean }
export type Waiting = { report: ImportRow; product: ProductRow }
