import type { Mutant } from './mutants.ts'

const placing = 'server/orders/place-queries.ts'
const changing = 'server/orders/queries.ts'
const place = 'test/integration/place-order.test.ts'
const races = 'test/integration/order-races.test.ts'
const status = 'test/integration/order-status.test.ts'
const lists = 'test/integration/place-orders.test.ts'

export const orderMutants: Mutant[] = [
  {
    id: 'I1',
    bug: 'a cancellation gives no stock back',
    file: changing,
    find: 'set quantity = s.quantity + l.quantity',
    replace: 'set quantity = s.quantity',
    tests: [status],
  },
  {
    id: 'I2',
    bug: 'an archived product can still be ordered',
    file: placing,
    find: 'case when p.archived_at is null then s.quantity else 0 end as available',
    replace: 's.quantity as available',
    tests: [place],
  },
  {
    id: 'I3',
    bug: 'the ledger notes one unit whatever was sold',
    file: placing,
    find: "select l.variant_id, -l.quantity, 'order'",
    replace: "select l.variant_id, -1, 'order'",
    tests: [place],
  },
  {
    id: 'I4-lock',
    bug: 'the stock is read without its lock, and its guard is gone',
    file: placing,
    find: 'order by variant_id for update',
    replace: 'order by variant_id',
    tests: ['test/integration/shared-orders.test.ts'],
  },
  {
    id: 'I4-allocation',
    bug: 'one order of a list does not see what those before it took',
    file: 'server/orders/allocate.ts',
    find: 'left.set(line.variantId, (left.get(line.variantId) ?? 0) - line.quantity)',
    replace: 'left.set(line.variantId, left.get(line.variantId) ?? 0)',
    tests: ['server/orders/allocate.test.ts', lists],
  },
  {
    id: 'I5',
    bug: 'the total counts each line once',
    file: 'server/orders/allocate.ts',
    find: 'sum + line.quantity * line.unitPriceMinor',
    replace: 'sum + line.unitPriceMinor',
    tests: [place],
  },
  {
    id: 'I8-key',
    bug: 'the key is not remembered',
    file: placing,
    find: 'on conflict (user_id, key) do nothing',
    replace: 'on conflict (user_id, key) do update set order_id = excluded.order_id',
    tests: [place],
  },
  {
    id: 'I11',
    bug: 'whoever asks by their key what became of an attempt is never told',
    file: 'server/orders/place-orders.ts',
    find: 'return asPlaced(orders.get(first.order_id) as OrderRow)',
    replace: "throw new Error('nobody knows')",
    tests: [place],
  },
  {
    id: 'I8-refused',
    bug: 'a refused attempt of a list uses its key up',
    file: 'server/orders/place-orders.ts',
    find: 'if (refused.length > 0)',
    replace: 'if (refused.length > 99)',
    tests: [lists],
  },
  {
    id: 'I9',
    bug: 'order numbers are of few digits',
    file: 'server/orders/order-number.ts',
    find: 'alphabet[randomInt(32)]',
    replace: 'alphabet[randomInt(1)]',
    tests: [races],
  },
  {
    id: 'I10-outbox',
    bug: 'the event is written after the commit, or not at all',
    file: 'server/orders/place-orders.ts',
    find: "topic: 'order-placed' as const",
    replace: "topic: 'product-changed' as never",
    tests: [place],
  },
  {
    id: 'I10-cart',
    bug: 'the cart keeps what was ordered',
    file: placing,
    find: 'delete from cart_items i using l where i.id = l.item_id returning i.id',
    replace: 'select i.id from cart_items i join l on i.id = l.item_id',
    tests: [place],
  },
  {
    id: 'I12',
    bug: 'an order changes its state from any state',
    file: changing,
    find: 'where id = $1 and status = any($3::text[])',
    replace: 'where id = $1 and ($3::text[] is not null)',
    tests: [races],
  },
  {
    id: 'I21',
    bug: 'an order is shown a second after it was placed',
    file: changing,
    find: 'where o.id = $1 and ($2::uuid is null',
    replace: "where o.id = $1 and o.placed_at < now() - interval '1 second' and ($2::uuid is null",
    tests: ['test/integration/two-processes.test.ts'],
  },
  {
    id: 'I23',
    bug: 'the total that the buyer was shown is not compared',
    file: 'server/orders/allocate.ts',
    find: 'expectedTotalMinor !== null && expectedTotalMinor !== totalMinor',
    replace: 'expectedTotalMinor !== null && expectedTotalMinor < 0',
    tests: [place],
  },
  {
    id: 'S34',
    bug: "anybody's order can be cancelled",
    file: changing,
    find: 'and ($4::uuid is null or user_id = $4)\n     returning version',
    replace: 'and ($4::uuid is null or true)\n     returning version',
    tests: [place],
  },
]
