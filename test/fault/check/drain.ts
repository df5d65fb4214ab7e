import { setTimeout as sleep } from 'node:timers/promises'
import type { Shop } from '../people/shop.ts'
import { verdict } from './verdict.ts'

/** I16: what waits goes out within 60 s of the last fault's end, and nothing was given up that was not poison. */
export async function drain({ sql }: Pick<Shop, 'sql'>, poison = 0) {
  const begun = performance.now()
  for (;;) {
    const [left] = await sql<{ events: number; mails: number; dead: number }>(
      `select (select count(*)::int from outbox) as events, (select count(*)::int from mails where status = 'queued') as mails,
              (select count(*)::int from dead_letters) as dead`,
    )
    const { events = 0, mails = 0, dead = 0 } = left ?? {}
    const seconds = (performance.now() - begun) / 1000
    if (events + mails > 0 && seconds < 60) {
      await sleep(100)
      continue
    }
    return verdict('I16', `outbox and mail queue are empty within 60 s (${seconds.toFixed(1)} s)`, 2, [
      ...(events > 0 ? [`${events} events still wait in the outbox`] : []),
      ...(mails > 0 ? [`${mails} mails still wait`] : []),
      ...(dead === poison ? [] : [`${dead} dead letters, of ${poison} events that are poison`]),
    ])
  }
}
