import { verdict } from '../check/verdict.ts'
import { failed, isPlacing, isRegistering, none } from '../claims.ts'
import type { Fault } from '../fault.ts'
import type { Stage } from '../stage.ts'

/** Nobody waits for Kafka: orders and registrations are in PostgreSQL, and so is what Kafka is to be told. */
export const f07: Fault = {
  id: 'F7',
  title: 'Kafka is stopped for 60 s',
  run: (stage) =>
    withoutKafka(stage, 'F7', async () => {
      await stage.end('kafka')
      await stage.seconds(60)
      await stage.start('kafka')
    }),
}

/** What people were told while something is done to Kafka. */
export async function withoutKafka(stage: Stage, id: string, work: () => Promise<void>) {
  const from = performance.now()
  const accounts = stage.journal.accounts.length
  await stage.during('Kafka is away', work)
  const answers = stage.answersSince(from)
  const newcomers = stage.journal.accounts.slice(accounts)
  return [
    none(id, 'no order fails', answers.filter(isPlacing), failed),
    none(id, 'no registration fails', answers.filter(isRegistering), failed),
    verdict(
      id,
      'whoever registers gets a code meanwhile',
      newcomers.length,
      newcomers.flatMap(({ email, failed }) => (failed ? [`${email}: ${failed}`] : [])),
    ),
  ]
}
