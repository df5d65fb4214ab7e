import { failed, isThroughBalancer, none } from '../claims.ts'
import type { Fault } from '../fault.ts'

/** Node by node, after the migrations, while everybody goes on. */
export const f17: Fault = {
  id: 'F17',
  title: 'a rolling deploy with a migration',
  alone: true,
  async run(stage) {
    const from = performance.now()
    for (const table of tables)
      await stage.shop.sql(`alter table ${table} add column note_${Date.now()} text`)
    stage.say('the tables have a column more')
    await stage.deploy()
    const answers = stage.answersSince(from).filter(isThroughBalancer)
    // nginx may close a connection while a request is on its way to it, which nobody got: whoever sent it sends it again.
    return [none('F17', 'no request fails', answers, (one) => failed(one) && one.status !== 0)]
  },
}

/** What a migration may do while the code before it runs: add to every table that the shop writes all the time. */
const tables = [
  'orders',
  'order_lines',
  'products',
  'variants',
  'stock',
  'cart_items',
  'users',
  'sessions',
  'outbox',
  'mails',
]
