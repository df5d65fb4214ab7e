import type { Mutant } from './mutants.ts'

const folder = 'server/platform/kafka'
const relay = 'test/kafka/relay.test.ts'
const consumers = 'test/kafka/consumers.test.ts'
const workers = 'test/kafka/workers.test.ts'

/** They need a broker: see test/support/kafka.ts. */
export const kafkaMutants: Mutant[] = [
  {
    id: 'I13-kafka',
    bug: 'the relay to Kafka looks only from the last key on that it has sent',
    file: `${folder}/relay-to-kafka.ts`,
    find: 'all ? firstKey : fromKey',
    replace: 'fromKey',
    tests: [relay],
  },
  {
    id: 'I14-unacknowledged',
    bug: 'a row leaves the outbox whether Kafka has taken it or not',
    file: `${folder}/relay-to-kafka.ts`,
    find: '      await sending\n',
    replace: '      await sending.catch(() => {})\n',
    tests: [relay],
  },
  {
    id: 'I14-order',
    bug: 'the relay sends the newest of a key first',
    file: `${folder}/outbox-queries.ts`,
    find: 'order by key, sequence, topic limit',
    replace: 'order by key, sequence desc, topic limit',
    tests: [relay],
  },
  {
    id: 'F10-early',
    bug: 'a group is told of a batch before it has taken effect',
    file: `${folder}/subscription.ts`,
    find: `      await handle(batch.map(readable))
      places.note(batch)
      await places.commit()
`,
    replace: `      places.note(batch)
      await places.commit()
      await handle(batch.map(readable))
`,
    tests: [workers],
  },
  {
    id: 'I14-parked',
    bug: 'an event that waits for its retry is not kept',
    file: `${folder}/consume.ts`,
    find: 'if (toPark.length > 0) await to.db.transaction((tx) => parkedEvents(tx, to.consumer.name, toPark))',
    replace: 'void parkedEvents',
    tests: [consumers],
  },
  {
    id: 'I14-behind',
    bug: 'later events of a key overtake the one that is parked',
    file: `${folder}/parked-queries.ts`,
    find: 'return new Set(found.map(({ key }) => key))',
    replace: 'return new Set(found.slice(0, 0).map(({ key }) => key))',
    tests: [consumers],
  },
  {
    id: 'I16-poison',
    bug: 'the dead letter of a message that is no event has a new id each time',
    file: `${folder}/consume.ts`,
    find: 'v5(`${topic}/${partition}/${offset}/${timestamp}`, v5.URL)',
    replace: 'v5(`${topic}/${partition}/${offset}/${Math.random()}`, v5.URL)',
    tests: [consumers],
  },
]
