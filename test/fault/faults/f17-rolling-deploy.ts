import { lockBriefly, whenFree } from '../../../db/lock-briefly.ts'
import { failed, isRead, isThroughBalancer, none } from '../claims.ts'
import type { Fault } from '../fault.ts'

/** Node by node, after the migrations, while everybody goes on: again and again, until so many requests were sent. */
export const f17 = (requests: number): Fault => ({
  id: 'F17',
  title: 'a rolling deploy with a migration',
  alone: true,
  async run(stage) {
    const from = performance.now()
    const seen = () => stage.answersSince(from).filter(isThroughBalancer)
    do {
      for (const table of tables)
        await whenFree(() =>
          stage.shop.sql(`${lockBriefly}; alter table ${table} add column note_${Date.now()} text`),
        )
      stage.say('the tables have a column more')
      await stage.deploy()
    } while (seen().length < requests)
    const answers = seen()
    const writes = answers.filter((one) => !isRead(one))
    const later = answers.filter(({ status }) => status === 503)
    const claim = `none of ${answers.length} requests fails, ${writes.length} of which were to change something; ${later.length} were asked to come later`
    return [none('F17', claim, answers, failed)]
  },
})

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
