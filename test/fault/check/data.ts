import { type CheckOptions, checkInvariants } from '../../../server/check-invariants.ts'
import type { Journal } from '../people/journal.ts'
import type { Shop } from '../people/shop.ts'
import type { Baseline } from './baseline.ts'
import { verdict } from './verdict.ts'

/** The rules of db/invariants, and I1 by those who know what was put in. */
export async function checkData(
  shop: Pick<Shop, 'sql'>,
  journal: Journal,
  baseline: Baseline,
  options: CheckOptions,
) {
  const { putIn, wrong } = await deliveries(shop, journal, baseline)
  const found = await checkInvariants(shop.sql, { ...options, initial: Object.fromEntries(putIn) })
  const of = (id: string) =>
    found.filter((one) => one.id === id).map(({ rule, subject, detail }) => `${rule}: ${subject} ${detail}`)
  const [counts] = await shop.sql<
    Record<'orders' | 'stock' | 'keys' | 'mails' | 'ledger' | 'history', number>
  >(
    `select (select count(*)::int from orders) as orders, (select count(*)::int from stock) as stock,
            (select count(*)::int from idempotency_keys) as keys, (select count(*)::int from mails) as mails,
            (select count(*)::int from stock_ledger) as ledger, (select count(*)::int from order_history) as history`,
  )
  const number = (name: keyof NonNullable<typeof counts>) => counts?.[name] ?? 0
  return [
    verdict('I1', 'what was put in is in stock or sold', putIn.size, [...of('I1'), ...wrong]),
    verdict('I2', 'stock is never below zero', number('stock'), of('I2')),
    verdict('I3', 'the ledger sums to the stock', number('ledger'), of('I3')),
    verdict('I5', 'a total is the sum of its lines', number('orders'), of('I5')),
    verdict('I8', 'a key has one order', number('keys'), of('I8')),
    verdict('I9', 'order numbers are unique', number('orders'), of('I9')),
    verdict('I10', 'orders are whole, and nothing is there without its order', number('orders'), of('I10')),
    verdict('I12', 'only legal changes of status, and stock comes back once', number('history'), of('I12')),
    verdict('I13', 'events tell the truth, and none waits', number('history'), of('I13')),
    verdict('I15', 'one mail a cause, and every order has its mails', number('mails'), of('I15')),
    verdict('I16', 'every mail has left', number('mails'), of('I16')),
    verdict('I17', 'the figures are the truth', number('orders'), of('I17')),
  ]
}

/**
 * What was put in: all that was told, and what nobody knew the end of if the ledger has it.
 * A delivery that was told and is not there, or was refused and is, is wrong.
 */
async function deliveries({ sql }: Pick<Shop, 'sql'>, { restocks }: Journal, { stock }: Baseline) {
  const notes = await sql<{ note: string }>(`select note from stock_ledger where note is not null`)
  const there = new Map<string, number>()
  for (const { note } of notes) there.set(note, (there.get(note) ?? 0) + 1)
  const putIn = new Map(stock)
  const wrong: string[] = []
  for (const { productId, units, word, outcome } of restocks) {
    const times = there.get(word) ?? 0
    if (times > 0) putIn.set(productId, (putIn.get(productId) ?? 0) + units)
    if (times > 1) wrong.push(`"${word}" was put in ${times} times`)
    if (outcome === 'done' && times === 0) wrong.push(`"${word}" was told as done and is not in the ledger`)
    if (outcome === 'refused' && times > 0) wrong.push(`"${word}" was refused and is in the ledger`)
  }
  return { putIn, wrong }
}
