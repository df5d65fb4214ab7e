import type { ImportRow } from '../../contracts/catalog-admin.ts'
import type { Pool } from '../platform/postgres.ts'
import type { Actor } from './actor.ts'
import type { ProductRow } from './csv/product-row.ts'
import { importBatch, type Outcome } from './import-batch.ts'

/**
 * Imports the products of a batch in one transaction, and writes what became of each into its place in the report.
 * Where PostgreSQL refuses something in it, each gets a transaction of its own, so that only the bad one fails.
 */
export async function settleBatch(
  db: Pool,
  batch: Waiting[],
  options: ImportOptions,
  by: Actor,
): Promise<void> {
  for (let open = batch; open.length > 0; ) {
    const outcomes = await tried(
      db,
      open.map(({ product }) => product),
      options,
      by,
    )
    if (!outcomes && open.length > 1) {
      for (const one of open) await settleBatch(db, [one], options, by)
      return
    }
    const answered = ({ product }: Waiting) => !outcomes || outcomes.has(product)
    for (const one of open.filter(answered)) tell(one.report, outcomes?.get(one.product) ?? refused)
    open = open.filter((one) => !answered(one))
  }
}

/** The outcomes of one transaction; undefined when PostgreSQL refused a value in it. */
async function tried(db: Pool, products: ProductRow[], options: ImportOptions, by: Actor) {
  let outcomes = new Map<ProductRow, Outcome>()
  try {
    await db.transaction(async (tx) => {
      outcomes = await importBatch(tx, products, options, by)
      if (options.dryRun) throw onlyTried
    })
  } catch (error) {
    if (isRefusedValue(error)) return undefined
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
