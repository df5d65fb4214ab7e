import { sweepAccounts } from './accounts/sweep.ts'
import { sweepCatalog } from './catalog/follow-catalog.ts'
import { sweepCatalogPictures } from './catalog/sweep-orphans.ts'
import { consumers } from './consumers.ts'
import type { Context } from './context.ts'
import { renderMail } from './notifications/render-mail.ts'
import { sweepMails } from './notifications/sweep-mails.ts'
import { startLoop } from './platform/loop.ts'
import { type SenderOptions, startMailSender } from './platform/mail-sender.ts'
import { type RelayOptions, startRelay } from './platform/relay.ts'
import { watchQueues } from './platform/watch-queues.ts'

/**
 * What a node does beside answering where there is no Kafka: sends mails, feeds the consumers from the outbox, and
 * sweeps what is of no use any more. Closing lets what runs finish.
 */
export function startBackground(
  context: Context,
  options: { mail?: SenderOptions; relay?: RelayOptions } = {},
): Part {
  watchQueues(
    context.metrics,
    context.db,
    consumers.map(({ name }) => name),
  )
  return together([
    sendMails(context, options.mail),
    startRelay(context, consumers, options.relay),
    sweep(context),
  ])
}

export function sendMails(context: Context, options?: SenderOptions): Part {
  const { shopName, publicUrl } = context.config
  const shop = { name: shopName, url: publicUrl }
  return startMailSender(context, (mail) => renderMail(shop, mail), options)
}

export const sweep = (context: Context): Part =>
  together([
    sweepCatalog(context.db, context.log),
    startLoop({ name: 'the sweep of accounts', log: context.log, work: () => sweepAccounts(context.db) }),
    startLoop({ name: 'the sweep of mails', log: context.log, work: () => sweepMails(context.db) }),
    startLoop({ name: 'the sweep of pictures', log: context.log, work: () => sweepCatalogPictures(context) }),
  ])

export const together = (parts: Part[]): Part => ({
  close: async () => {
    await Promise.all(parts.map((part) => part.close()))
  },
})

/** Something that runs until it is closed. */
export type Part = { close(): Promise<void> }
