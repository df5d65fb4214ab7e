import { expect } from 'vitest'
import type { ImportReport } from '../../contracts/catalog-admin.ts'
import { signIn } from './people.ts'
import { startShop } from './shop.ts'

/** A shop with an admin who brings products in and takes them out as CSV. */
export async function startCsvShop() {
  const shop = await startShop()
  const admin = await signIn(shop, { role: 'admin' })

  async function importCsv(text: string | Buffer, query = ''): Promise<ImportReport> {
    const answer = await send(text, query)
    expect([answer.statusCode, answer.json().detail]).toEqual([200, undefined])
    return answer.json()
  }

  const send = (payload: string | Buffer, query = '', type = 'text/csv') =>
    shop.app.inject({
      method: 'POST',
      url: `/products/import${query}`,
      headers: { ...admin.headers, 'content-type': type },
      payload,
    })

  async function exportCsv() {
    const answer = await shop.app.inject({ url: '/products/export', headers: admin.headers })
    expect(answer.statusCode).toBe(200)
    return answer.body
  }

  /** Everything that an import could change. */
  const everything = async () =>
    Promise.all(
      [
        'select id, slug, name, description, category_id, list_price_minor, version, archived_at, updated_at from products order by id',
        'select * from variants order by id',
        'select * from stock order by variant_id',
        'select * from stock_ledger order by id',
        'select * from categories order by id',
        'select count(*) from outbox',
        'select count(*) from audit_log',
      ].map((text) => shop.sql(text)),
    )

  const productAt = async (slug: string) =>
    (
      await shop.sql(
        `select p.name, p.description, p.version, p.archived_at is not null as archived, c.name as category,
                v.sku, v.price_minor, s.quantity as stock
         from products p join variants v on v.id = p.id join stock s on s.variant_id = p.id
         left join categories c on c.id = p.category_id where p.slug = $1`,
        [slug],
      )
    )[0]

  return { shop, admin, importCsv, send, exportCsv, everything, productAt }
}
