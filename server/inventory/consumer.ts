import { lowStockThreshold } from '../../contracts/availability.ts'
import type { ShopEvent } from '../../contracts/events.ts'
import type { Consumer, ConsumerContext } from '../platform/consumer.ts'
import { messageIdFor, queueMails } from '../platform/mail-queue.ts'
import type { Tx } from '../platform/postgres.ts'
import { admins, differences, fallsToThreshold } from './queries.ts'

/**
 * Watches the stock as orders take it: a log line an order, one alert mail to each admin when an order takes a product
 * to the low-stock threshold, and an error in the log where the ledger and the stock disagree. It reads the ledger from
 * the variant's checkpoint on; the whole of it is compared by `npm run cli -- doctor`.
 */
export const inventoryConsumer: Consumer = {
  name: 'inventory',
  topics: ['order-placed', 'order-cancelled'],
  async handle(tx, events, context) {
    for (const event of events) noteOrder(event, context)
    const placed = events.filter(({ topic }) => topic === 'order-placed')
    if (placed.length > 0) await alertAdmins(tx, placed, context)
    for (const difference of await differences(
      tx,
      events.map(({ key }) => key),
      checkpointEvery,
    ))
      context.log.error(difference, 'the stock of a product is not what its ledger sums to')
  },
}

/** Ledger rows of a variant. Fewer would write a checkpoint more often, more would read more at each comparison. */
const checkpointEvery = 100

function noteOrder({ topic, payload, requestId }: ShopEvent, { log }: ConsumerContext) {
  if (!('items' in payload)) return
  const { orderId, number, items } = payload
  const units = items.reduce((sum, { quantity }) => sum + quantity, 0)
  const what = topic === 'order-placed' ? 'an order took stock' : 'a cancelled order gave its stock back'
  log.info({ orderId, number, lines: items.length, units, requestId }, what)
}

async function alertAdmins(tx: Tx, placed: ShopEvent[], { config, log }: ConsumerContext) {
  const falls = await fallsToThreshold(
    tx,
    placed.map(({ key }) => key),
    lowStockThreshold,
  )
  if (falls.length === 0) return
  const recipients = await admins(tx)
  if (recipients.length === 0) log.warn({ falls }, 'stock is low and there is no admin to tell')
  await queueMails(
    tx,
    falls.flatMap(({ ledgerId, orderId, ...payload }) =>
      recipients.map(({ id, email }) => {
        const cause = placed.find(({ key }) => key === orderId)
        return {
          kind: 'low_stock' as const,
          messageId: messageIdFor('low_stock', `${ledgerId}.${id}`, config.publicUrl),
          recipient: email,
          payload,
          requestId: cause?.requestId ?? null,
          traceparent: cause?.traceparent,
        }
      }),
    ),
  )
}
