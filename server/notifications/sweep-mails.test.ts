import { afterAll, beforeAll, expect, test } from 'vitest'
import { buyer } from '../../test/support/buyer.ts'
import { signIn } from '../../test/support/people.ts'
import { addProduct } from '../../test/support/products.ts'
import { startShop, type TestShop } from '../../test/support/shop.ts'
import { startBackground } from '../background.ts'
import { checkInvariants } from '../check-invariants.ts'
import { newId } from '../platform/ids.ts'
import { sweepMails } from './sweep-mails.ts'

let shop: TestShop
beforeAll(async () => {
  shop = await startShop()
})
afterAll(() => shop.close())

test('I15 mails go 90 days after they ended, those of an order not before nothing can happen to it any more', async () => {
  const cancelled = await order(['cancelled'])
  const young = await order(['cancelled'])
  const open = await order(['paid', 'shipped'])
  const awaited = await order(['cancelled'])
  const background = startBackground(shop.context)
  await expect.poll(() => shop.sql('select 1 from outbox'), { timeout: 10_000 }).toEqual([])
  await background.close()
  await shop.sql(
    `insert into mails (id, message_id, kind, recipient) select id, id, 'welcome', 'ada@example.com'
    from unnest($1::uuid[]) as m (id)`,
    [[newId(), newId()]],
  )
  await shop.sql(`update mails set status = 'sent', sent_at = now(), created_at = now() - interval '91 days'`)
  await shop.sql(
    `update mails set status = 'queued' where id in (select id from mails where kind = 'welcome' limit 1)`,
  )
  await shop.sql(`update orders set updated_at = now() - interval '91 days' where id <> $1`, [young])
  await shop.sql(
    `insert into dead_letters (id, consumer, event_id, topic, key, sequence, payload, reason, tries)
     values ($1, 'email', $2, 'order-placed', $3, 1, '{}', 'a bug', 8)`,
    [newId(), newId(), awaited],
  )

  // A confirmation goes after the mails that follow it.
  for (let sweep = 0; sweep < 3; sweep++) await sweepMails(shop.context.db)
  const left = await shop.sql<{ kind: string; about: string }>(
    `select kind, split_part(split_part(message_id, '@', 1), '.', 2) as about from mails order by kind, id`,
  )
  expect(left.filter(({ kind }) => kind === 'welcome')).toHaveLength(1)
  const kept = (id: string) => left.filter(({ about }) => about === id).map(({ kind }) => kind)
  expect(kept(cancelled)).toEqual([])
  expect(kept(young)).toEqual(['order_cancelled', 'order_confirmation'])
  expect(kept(awaited)).toEqual(['order_cancelled', 'order_confirmation'])
  expect(kept(open)).toEqual(['order_confirmation', 'order_shipped'])
  const found = await checkInvariants(shop.sql, { drained: true })
  expect(found.filter(({ id: rule }) => rule === 'I15')).toEqual([])
})

/** An order that went this way. */
async function order(statuses: string[]): Promise<string> {
  const { headers } = await signIn(shop, { role: 'admin' })
  const shopper = await buyer(shop)
  await shopper.add((await addProduct(shop)).id)
  const { id } = (await shopper.place()).json<{ id: string }>()
  for (const status of statuses) {
    const url = `/api/admin/orders/${id}/status`
    await shop.app.inject({ method: 'POST', url, headers, body: { status } })
  }
  return id
}
