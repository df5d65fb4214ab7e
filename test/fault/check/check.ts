import type { Journal } from '../people/journal.ts'
import type { Shop } from '../people/shop.ts'
import type { Baseline } from './baseline.ts'
import { checkCatalogue } from './catalogue.ts'
import { checkData } from './data.ts'
import { checkMails } from './mails.ts'
import { checkSeen } from './seen.ts'
import { checkToldChanges } from './told-changes.ts'
import { checkToldOrders } from './told-orders.ts'
import { checkTopics } from './topics.ts'
import type { Verdict } from './verdict.ts'

/** Everything that can be said of a shop once it is quiet and has drained. */
export async function check(
  shop: Shop,
  journal: Journal,
  baseline: Baseline,
  { mailsTwice = 0, since = 0 }: { mailsTwice?: number; since?: number } = {},
): Promise<Verdict[]> {
  return [
    ...(await checkToldOrders(shop, journal, baseline)),
    ...(await checkToldChanges(shop, journal)),
    ...(await checkData(shop, journal, baseline, { drained: true, sent: true })),
    ...(await checkMails(shop, mailsTwice)),
    ...checkSeen(journal, since),
    ...(await checkCatalogue(shop, baseline)),
    ...(shop.brokers === undefined ? [] : await checkTopics(shop, shop.brokers)),
  ]
}
