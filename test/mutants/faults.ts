import type { Mutant } from './mutants.ts'

const short = ['test/fault/short.test.ts']

/** Bugs that show only while something falls. */
export const faultMutants: Mutant[] = [
  {
    id: 'I6-early',
    bug: 'an order is answered 300 ms before its COMMIT is sent',
    file: 'server/platform/shared-transactions.ts',
    find: 'const answers = await db.transaction((tx) => work(tx, calls), { isAhead: true, isPlannedOnce: true })',
    replace: `const early = Promise.withResolvers<(Answer | AppError)[]>()
      const late = async (tx: Tx) => {
        early.resolve(await work(tx, calls))
        await new Promise((done) => setTimeout(done, 300))
      }
      db.transaction(late, { isAhead: true }).catch(early.reject)
      const answers = await early.promise`,
    tests: short,
    only: 'F1 ',
  },
  {
    id: 'I13-early',
    bug: 'the relay deletes events that Kafka has not acknowledged',
    file: 'server/platform/kafka/relay-to-kafka.ts',
    find: 'await sending\n',
    replace: 'await sending.catch(() => {})\n',
    tests: short,
    only: 'F7 ',
  },
  {
    id: 'I14-early',
    bug: 'the group is told of events half a second before they take effect',
    file: 'server/platform/kafka/subscription.ts',
    find: '      await handle(batch.map(readable))\n      places.note(batch)\n      await places.commit()\n',
    replace:
      '      places.note(batch)\n      await places.commit()\n      await sleep(500)\n      await handle(batch.map(readable))\n',
    tests: short,
    only: 'F10 ',
  },
  {
    id: 'I15-early',
    bug: 'a mail is marked as sent before it is sent',
    file: 'server/platform/send-mail.ts',
    find: '  try {\n    await endedBy(',
    replace: '  try {\n    await sender.notes.sent(mail)\n    await endedBy(',
    tests: short,
    only: 'F10 ',
  },
]
