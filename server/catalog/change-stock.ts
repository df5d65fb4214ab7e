import { type ChangeStock, maxStock } from '../../contracts/catalog-admin.ts'
import { stockReasons } from '../../contracts/catalog-limits.ts'
import { conflict } from '../errors.ts'
import { recordAudit } from '../platform/audit.ts'
import type { Pool } from '../platform/postgres.ts'
import type { Actor } from './actor.ts'
import { changedStock, stockOf } from './admin-queries.ts'
import { notSold } from './hold-product.ts'

/**
 * Adds `delta` units to a product's stock and notes why; returns what there is now. The product's version stays.
 * @throws a 404, and a 409 when the stock would fall below zero or exceed the most there can be.
 */
export async function changeStock(db: Pool, id: string, change: ChangeStock, by: Actor): Promise<number> {
  return db.transaction(async (tx) => {
    const changed = await changedStock(
      tx,
      { ...ledgerEntry(change), productId: id, actorId: by.actorId },
      maxStock,
    )
    if (!changed) {
      const stock = (await stockOf(tx, id))?.quantity
      throw stock === undefined ? notSold() : refused(stock, change.delta)
    }
    const { delta, reason } = change
    await recordAudit(tx, {
      ...by,
      action: 'product.stock_changed',
      subjectId: id,
      detail: { delta, reason },
    })
    return changed.quantity
  })
}

/** Words of the ledger's own, such as `order`, mean what the shop did itself: whoever types one has a note made of it. */
function ledgerEntry(change: ChangeStock): ChangeStock {
  const { delta, reason, note } = change
  if (stockReasons.some((one) => one === reason)) return change
  return { delta, reason: 'other', note: note ? `${reason}: ${note}` : reason }
}

function refused(stock: number, delta: number) {
  return delta < 0
    ? conflict('stock_below_zero', `There are ${stock} units: at most these can be taken away.`, { stock })
    : conflict('stock_limit', `There are ${stock} units, and a product has at most ${maxStock}.`, { stock })
}
