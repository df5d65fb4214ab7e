import type { ShopEvent } from '../../contracts/events.ts'
import { AppError } from '../../server/errors.ts'
import type { Consumer } from '../../server/platform/consumer.ts'
import { newId } from '../../server/platform/ids.ts'
import { appendEvents } from '../../server/platform/outbox.ts'
import { affected } from '../../server/platform/postgres.ts'
import type { TestShop } from './shop.ts'

/**
 * A consumer that writes down each event it is given, in its own table, in the transaction it is given; `before` runs
 * first, for a consumer that fails.
 */
export async function createWitness(
  shop: TestShop,
  name = 'witness',
  before: (events: ShopEvent[]) => unknown = () => {},
) {
  await shop.sql(
    `create table ${name} (place bigserial primary key, event_id uuid, key uuid, sequence bigint)`,
  )
  await shop.sql(
    `grant select, insert on ${name} to tw_app; grant usage on sequence ${name}_place_seq to tw_app`,
  )
  const consumer: Consumer = {
    name,
    topics: ['product-changed'],
    async handle(tx, events) {
      await before(events)
      await affected(
        tx,
        `insert into ${name} (event_id, key, sequence) select * from unnest($1::uuid[], $2::uuid[], $3::bigint[])`,
        [events.map(({ id }) => id), events.map(({ key }) => key), events.map(({ sequence }) => sequence)],
      )
    },
  }
  return {
    consumer,
    seen: () =>
      shop.sql<{ event_id: string; key: string; sequence: number }>(`select * from ${name} order by place`),
  }
}

/** Commits `count` events of one key to the outbox, as the shop does, and answers the key. */
export async function writeEvents(shop: Pick<TestShop, 'context'>, count = 1, key = newId(), from = 1) {
  await writeEventsOf(shop, [key], count, from)
  return key
}

/**
 * Commits the events of many keys in one transaction, each key with those of its sequence from `from` on, and answers the
 * keys. A database that cannot be reached, as on a machine that is short of CPU, has changed nothing and is asked again.
 */
export async function writeEventsOf(
  { context: { db, eventsWritten } }: Pick<TestShop, 'context'>,
  keys: string[],
  count: number,
  from = 1,
) {
  const events = keys.flatMap((key) => productEvents(key, count, from))
  for (let tries = 1; ; tries++) {
    try {
      await db.transaction((tx) => appendEvents(tx, events))
      break
    } catch (error) {
      if (!(error instanceof AppError) || error.status !== 503 || tries === 20) throw error
    }
  }
  eventsWritten.ring()
  return keys
}

export const newKeys = (count: number) => Array.from({ length: count }, () => newId())

export const productEvents = (key: string, count: number, from = 1) =>
  Array.from({ length: count }, (_, i) => ({
    topic: 'product-changed' as const,
    key,
    sequence: from + i,
    payload: { productId: key, archived: false },
    requestId: null,
  }))

export const outboxSize = async (shop: TestShop) =>
  (await shop.sql<{ n: number }>('select count(*) as n from outbox'))[0]?.n
