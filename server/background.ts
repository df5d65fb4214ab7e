import { sweepAccounts } from './accounts/sweep.ts'
import { sweepCatalog } from './catalog/follow-catalog.ts'
import { sweepCatalogPictures } from './catalog/sweep-orphans.ts'
import { consumers } from './consumers.ts'
import type { Context } from './context.ts'
import { renderMail } from './notifications/render-mail.ts'
import { startLoop } from './platform/loop.ts'
import { type SenderOptions, startMailSender } from './platform/mail-sender.ts'
import { type RelayOptions, startRelay } from './platform/relay.ts'
import { watchQueues } from './platform/watch-queues.ts'

/**
 * What a node does beside answering: sends mails, feeds the consumers from the outbox, and sweeps what is of no use any
 * more. Closing lets what runs finish.
 */
export function startBackground(
  context: Context,
  options: { mail?: SenderOptions; relay?: RelayOptions } = {},
): { close(): Promise<void> } {
  const { shopName, publicUrl } = context.config
  watchQueues(
    context.metrics,
    context.db,
    consumers.map(({ name }) => name),
  )
  const shop = { name: shopName, url: publicUrl }
  const parts = [
    startMailSender(context, (mail) => renderMail(shop, mail), options.mail),
    startRelay(context, consumers, options.relay),
    sweepCatalog(context.db, context.log),
    startLoop({ name: 'the sweep of accounts', log: context.log, work: () => sweepAccounts(context.db) }),
    startLoop({ name: 'the sweep of pictures', log: context.log, work: () => sweepCatalogPictures(context) }),
  ]
  return {
    close: async () => {
      await Promise.all(parts.map((part) => part.close()))
    },
  }
}
