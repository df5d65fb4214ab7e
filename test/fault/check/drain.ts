import { setTimeout as sleep } from 'node:timers/promises'
import { consumers } from '../../../server/consumers.ts'
import { groupLags } from '../../../server/platform/kafka/lag.ts'
import { slack } from '../claims.ts'
import type { Shop } from '../people/shop.ts'
import { verdict } from './verdict.ts'

/**
 * I16: what waits goes out within 60 s of the last fault's end (a busy machine gets more), and nothing was given up that
 * was not poison.
 */
export async function drain({ sql, brokers }: Pick<Shop, 'sql' | 'brokers'>, poison = 0) {
  const begun = performance.now()
  for (;;) {
    const [left] = await sql<{ events: number; mails: number; dead: number }>(
      `select (select count(*)::int from outbox) + (select count(*)::int from parked_events) as events, (select count(*)::int from mails where status = 'queued') as mails,
              (select count(*)::int from dead_letters) as dead`,
    )
    const { events = 0, mails = 0, dead = 0 } = left ?? {}
    const lag = brokers === undefined || events > 0 ? 0 : await lagOf(brokers)
    const seconds = (performance.now() - begun) / 1000
    if (events + mails + lag > 0 && seconds < 60 * slack) {
      await sleep(100)
      continue
    }
    return verdict(
      'I16',
      `outbox, topics and mail queue are drained within 60 s (it took ${seconds.toFixed(1)})`,
      3,
      [
        ...(lag > 0 ? [`${lag} events still wait in the topics`] : []),
        ...(events > 0 ? [`${events} events still wait in PostgreSQL`] : []),
        ...(mails > 0 ? [`${mails} mails still wait`] : []),
        ...(dead === poison ? [] : [`${dead} dead letters, of ${poison} events that are poison`]),
      ],
    )
  }
}

/** How many events the consumers have yet to take. While Kafka does not answer, nobody knows: at least one. */
async function lagOf(brokers: string): Promise<number> {
  const address = { brokers: brokers.split(','), clientId: 'drain' }
  const groups = consumers.map(({ name, topics }) => ({ name, groupId: `tradewind.${name}`, topics }))
  const lags = await groupLags(address, groups).catch(() => ({ nobody: 1 }))
  return Object.values(lags).reduce((sum, lag) => sum + lag, 0)
}
