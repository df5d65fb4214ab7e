import pg from 'pg'
import type { TestShop } from './shop.ts'

/** Holds the lock on a product's stock, so that orders of it wait: a request that is slow for as long as a test needs. */
export const holdStock = (shop: TestShop, productId: string) =>
  holdRows(shop, 'select from stock where variant_id = $1 for update', productId)

/** Holds the lock on what is in somebody's cart, so that changes of it wait. */
export const holdCart = (shop: TestShop, userId: string) =>
  holdRows(shop, 'select from cart_items where cart_id = $1 for update', userId)

async function holdRows(shop: TestShop, text: string, id: string) {
  const holder = new pg.Client({ connectionString: shop.ownerUrl })
  await holder.connect()
  await holder.query('begin')
  await holder.query(text, [id])
  return {
    /** Resolves once so many wait for the lock. */
    async waiting(count = 1) {
      for (;;) {
        const blocked = await shop.sql(
          `select pid from pg_locks join pg_stat_activity using (pid) where not granted and datname = current_database()`,
        )
        if (blocked.length >= count) return
        await new Promise((resolve) => setTimeout(resolve, 10))
      }
    },
    /** Lets them go on. */
    async release() {
      await holder.query('rollback')
      await holder.end()
    },
  }
}
