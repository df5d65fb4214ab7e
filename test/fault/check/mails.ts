import type { Shop } from '../people/shop.ts'
import { verdict } from './verdict.ts'

/**
 * What lies in the mailbox: one confirmation an order and no other, at most so many of them twice, and no cancellation
 * before its confirmation.
 */
export async function checkMails(shop: Pick<Shop, 'sql' | 'post'>, twiceAllowed: number) {
  const orders = await shop.sql<{ id: string; status: string }>('select id, status from orders')
  const mails = await shop.post.mails()
  const confirmed = places(mails, 'order-confirmation')
  const cancelled = places(mails, 'order-cancelled')
  const isOrder = new Set(orders.map(({ id }) => id))
  const twice = [...confirmed.values(), ...cancelled.values()].reduce(
    (sum, { length }) => sum + length - 1,
    0,
  )
  const firstOf = (found: number[] | undefined) => found?.[0] ?? Number.POSITIVE_INFINITY
  return [
    verdict('I15', 'the mailbox has a confirmation of each order, and of nothing else', orders.length, [
      ...orders
        .filter(({ id }) => !confirmed.has(id))
        .map(({ id }) => `order ${id} was not confirmed by mail`),
      ...[...confirmed.keys()]
        .filter((id) => !isOrder.has(id))
        .map((id) => `there is a confirmation of ${id}, which is no order`),
    ]),
    verdict(
      'I15',
      `one copy of each mail (but for up to ${twiceAllowed} under way at a kill)`,
      mails.length,
      [...(twice > twiceAllowed ? [`${twice} mails about orders lie there twice`] : [])],
    ),
    verdict(
      'I17',
      'no cancellation before its confirmation',
      cancelled.size,
      [...cancelled]
        .filter(([id, [first = 0]]) => firstOf(confirmed.get(id)) > first)
        .map(([id]) => `the cancellation of ${id} came before its confirmation`),
    ),
  ]
}

/** Where the mails of a kind lie, by what they are about, told by their Message-ID. */
function places(mails: { messageId: string }[], kind: string) {
  const found = new Map<string, number[]>()
  for (const [place, { messageId }] of mails.entries()) {
    const subject = new RegExp(`^<${kind}\\.([^@]+)@`).exec(messageId)?.[1]
    if (subject) found.set(subject, [...(found.get(subject) ?? []), place])
  }
  return found
}
