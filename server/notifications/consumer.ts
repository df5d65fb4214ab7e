import type { ShopEvent } from '../../contracts/events.ts'
import type { MailKind } from '../../contracts/mails.ts'
import type { Consumer } from '../platform/consumer.ts'
import { messageIdFor, type NewMail, queueMails } from '../platform/mail-queue.ts'
import type { Tx } from '../platform/postgres.ts'
import { orderMail } from './order-mail.ts'
import { addressesOfUsers, type OrderAsPlaced, ordersAsPlaced } from './queries.ts'

/**
 * Turns events into rows of `mails`, of which there is one for each kind and order or user. Any event of an order
 * first makes sure of its confirmation, so the rows are the same whatever order the events come in, and a mail about
 * what became of an order waits until its confirmation has gone (I15, I17).
 */
export const emailConsumer: Consumer = {
  name: 'email',
  topics: ['order-placed', 'order-cancelled', 'order-status-changed', 'user-verified'],
  async handle(tx, events, { config }) {
    const { order = [], user = [] } = Object.groupBy(events, (event) =>
      event.topic === 'user-verified' ? 'user' : 'order',
    )
    if (order.length > 0) await mailOrders(tx, order, config.publicUrl)
    if (user.length > 0) await welcomeUsers(tx, user, config.publicUrl)
  },
}

async function mailOrders(tx: Tx, events: ShopEvent[], publicUrl: string) {
  const orders = await found(ordersAsPlaced, tx, events, 'order')
  const mail = (kind: OrderMailKind, event: ShopEvent): NewMail => {
    const order = orders.get(event.key) as OrderAsPlaced
    const confirmation = messageIdFor('order_confirmation', order.id, publicUrl)
    return {
      kind,
      messageId: messageIdFor(kind, order.id, publicUrl),
      recipient: order.contact_email,
      payload: orderMail(order),
      requestId: event.requestId,
      traceparent: event.traceparent,
      ...(kind !== 'order_confirmation' && { afterMessageId: confirmation }),
    }
  }
  await queueMails(
    tx,
    events.map((event) => mail('order_confirmation', event)),
  )
  const followers = events.flatMap((event) => {
    const kind = 'status' in event.payload ? laterMails[event.payload.status] : undefined
    return kind ? [mail(kind, event)] : []
  })
  if (followers.length > 0) await queueMails(tx, followers)
}

async function welcomeUsers(tx: Tx, events: ShopEvent[], publicUrl: string) {
  const users = await found(addressesOfUsers, tx, events, 'user')
  // Who was made an admin did not register: whoever did that tells them.
  const customers = [...users.values()].filter(({ role }) => role === 'customer')
  if (customers.length === 0) return
  await queueMails(
    tx,
    customers.map(({ id, email, name }) => {
      const cause = events.find(({ key }) => key === id)
      return {
        kind: 'welcome',
        messageId: messageIdFor('welcome', id, publicUrl),
        recipient: email,
        payload: { name },
        requestId: cause?.requestId ?? null,
        traceparent: cause?.traceparent,
      }
    }),
  )
}

/** The rows that the events' keys name, by id. @throws for an event about something that does not exist. */
async function found<Row extends { id: string }>(
  query: (tx: Tx, ids: string[]) => Promise<Row[]>,
  tx: Tx,
  events: ShopEvent[],
  what: string,
) {
  const ids = [...new Set(events.map(({ key }) => key))]
  const byId = new Map((await query(tx, ids)).map((row) => [row.id, row]))
  const missing = ids.find((id) => !byId.has(id))
  if (missing) throw new Error(`There is no ${what} ${missing} to write a mail about`)
  return byId
}

const laterMails: Partial<Record<string, OrderMailKind>> = {
  cancelled: 'order_cancelled',
  shipped: 'order_shipped',
}

type OrderMailKind = Extract<MailKind, `order_${string}`>
