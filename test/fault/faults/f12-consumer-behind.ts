import { setTimeout as sleep } from 'node:timers/promises'
import { verdict } from '../check/verdict.ts'
import type { Fault } from '../fault.ts'
import { withStandIn } from '../topology/stand-in.ts'

/** What waits is worked through within 60 s: the drain tells. */
export const f12: Fault = {
  id: 'F12',
  title: 'a consumer is down until 10,000 events wait',
  alone: true,
  async run(stage) {
    const [first = '', ...others] = await stage.names('worker')
    for (const worker of others) await stage.end(worker)
    const count = Math.round(10_000 * stage.scale)
    await withStandIn(stage.stack, { part: first, program: 'relay.ts' }, async () => {
      // Of users who are verified already, so that they say nothing new; far from the versions that users ever reach.
      await stage.shop.sql(
        `insert into outbox (id, topic, key, sequence, payload)
         select gen_random_uuid(), 'user-verified', u.id, 1000000 + n, json_build_object('userId', u.id)
         from generate_series(1, $1::int) n
         join lateral (select id from users where role = 'customer' order by id offset n % 20 limit 1) u on true`,
        [count],
      )
      const left = () => stage.shop.sql('select from outbox where sequence > 1000000 limit 1')
      while ((await left()).length > 0) await sleep(100)
    })
    stage.say(`${count} events wait in their topic`)
    for (const worker of [first, ...others]) await stage.start(worker)
    return [verdict('F12', 'events waited', count, [])]
  },
}
