import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Order } from '../../../contracts/orders.ts'
import { createAccessTokens, parseSigningKeys } from '../../../server/platform/access-token.ts'
import { newId } from '../../../server/platform/ids.ts'
import { verdict } from '../check/verdict.ts'
import type { Fault } from '../fault.ts'
import { newAttempt } from '../people/buyer.ts'
import { createCaller } from '../people/caller.ts'
import type { Stage } from '../stage.ts'

/** I4: of S units S are sold; whoever has them in the other order in the cart is no danger to anybody. */
export const f20: Fault = {
  id: 'F20',
  title: '500 buyers want one product at once, half of them with their lines in the other order',
  alone: true,
  async run(stage) {
    const { baseline, shop } = stage
    const [wanted = '', beside = ''] = baseline.products.slice(-2)
    const count = Math.round(500 * stage.scale)
    const units = Math.round(count * 0.6)
    await setStock(stage, wanted, units)
    await setStock(stage, beside, count)
    const buyers = await openBuyers(stage, count)
    stage.say(`${count} buyers fill their carts`)
    await inTurns(buyers, async ({ call }, place) => {
      const lines = place % 2 === 0 ? [wanted, beside] : [beside, wanted]
      for (const productId of lines)
        while (
          (await call('POST /products/addtocart', { body: { productId, quantity: 1 } })).outcome !== 'done'
        )
          await sleep(200)
    })
    stage.say(`${count} buyers order at once, and there are ${units}`)
    const ends = await Promise.all(buyers.map((buyer) => order(stage, buyer)))
    const sold = ends.filter((status) => status === 200).length
    const [left] = await shop.sql<{ quantity: number }>('select quantity from stock where variant_id = $1', [
      wanted,
    ])
    return [
      verdict('I4', 'of S units exactly S are sold', count, [
        ...(sold === units ? [] : [`${sold} of ${units} were sold`]),
        ...(left?.quantity === 0 ? [] : [`${left?.quantity} are left`]),
      ]),
      verdict('F20', 'nobody meets a deadlock: orders are done, or refused for want of stock', count, [
        ...ends
          .filter((status) => status !== 200 && status !== 409)
          .map((status) => `an order was answered with ${status}`),
      ]),
    ]
  },
}

/** Orders until there is an answer that is one: a busy shop asks to come again. Answers the status. */
async function order({ journal }: Stage, { call, id }: FastBuyer) {
  const attempt = newAttempt(randomUUID(), id)
  journal.attempts.push(attempt)
  for (;;) {
    const headers = { 'idempotency-key': attempt.key }
    const { status, outcome, body } = await call<Order>('POST /products/placeorder', {
      headers,
      timeoutMs: 60_000,
    })
    if (outcome === 'done') attempt.orders.push(body)
    attempt.settled = outcome !== 'unknown'
    if (attempt.settled && status !== 503) return status
    if (!attempt.settled && status !== 0) return status
    await sleep(300)
  }
}

/** Users with sessions, put straight into the tables: so many passwords would take minutes. */
async function openBuyers({ stack, shop, journal }: Stage, count: number) {
  const keys = parseSigningKeys(readFileSync(join(stack.dataDir, 'secrets', 'jwt-keys.json'), 'utf8'))
  const tokens = createAccessTokens(keys)
  const people = Array.from({ length: count }, () => ({ id: newId(), sid: newId() }))
  await shop.sql(
    `with people as (select * from unnest($1::uuid[], $2::uuid[]) as p (id, sid)),
          users as (insert into users (id, email, email_key, name, password_hash)
                    select id, id || '@example.com', id || '@example.com', 'Ada', 'none' from people returning id),
          told as (insert into outbox (id, topic, key, sequence, payload)
                   select gen_random_uuid(), 'user-verified', id, 1, json_build_object('userId', id) from users)
     insert into sessions (id, user_id, expires_at) select sid, id, now() + interval '1 day' from people`,
    [people.map(({ id }) => id), people.map(({ sid }) => sid)],
  )
  return people.map(({ id, sid }) => {
    const caller = createCaller(shop, journal)
    caller.token = tokens.sign({ sub: id, sid, role: 'customer', epoch: 1 }, Date.now()).token
    return { id, call: caller.call }
  })
}

/** As an admin who counted: the ledger has the difference, and the checks know of it. */
async function setStock({ shop, journal }: Stage, productId: string, units: number) {
  const word = `counted ${randomUUID()}`
  const [moved] = await shop.sql<{ delta: number }>(
    `with old as (select variant_id, quantity from stock where variant_id = $1 for update),
          new as (update stock s set quantity = $2 from old where s.variant_id = old.variant_id)
     insert into stock_ledger (variant_id, delta, reason, note) select variant_id, $2 - quantity, 'correction', $3 from old
     where quantity <> $2 returning delta`,
    [productId, units, word],
  )
  if (moved) journal.restocks.push({ productId, units: moved.delta, word, outcome: 'done' })
}

/** Ten at a time. */
async function inTurns<T>(items: T[], work: (item: T, place: number) => Promise<void>) {
  const places = items.keys()
  await Promise.all(
    Array.from({ length: 10 }, async () => {
      for (const place of places) await work(items[place] as T, place)
    }),
  )
}

type FastBuyer = { id: string; call: ReturnType<typeof createCaller>['call'] }
