import { type Part, sendMails, sweep, together } from './background.ts'
import { consumers as allConsumers } from './consumers.ts'
import type { Context } from './context.ts'
import type { Consumer } from './platform/consumer.ts'
import { type ConsumeOptions, consumeFromKafka } from './platform/kafka/consume.ts'
import { startRelayToKafka } from './platform/kafka/relay-to-kafka.ts'
import { sweepApplied } from './platform/kafka/sweep-applied.ts'
import { watchConsumers } from './platform/kafka/watch-consumers.ts'
import { refusal } from './platform/refusal.ts'
import { watchQueues } from './platform/watch-queues.ts'

/**
 * Starts the named parts of a worker, or all of them: each consumer by its name, `relay`, `mails`, `sweeps`.
 * @throws a refusal for a name that is none.
 */
export function startWork(
  context: Context,
  names: string[] = [],
  consumers: readonly Consumer[] = allConsumers,
  options: ConsumeOptions = {},
): Part {
  const known = partsWith(consumers)
  const unknown = names.find((name) => !known.includes(name))
  if (unknown !== undefined) throw refusal(`A worker has no part ${unknown}: it takes ${known.join(', ')}.`)
  const asked = new Set(names.length > 0 ? names : known)
  const running = consumers
    .filter(({ name }) => asked.has(name))
    .map((consumer) => ({ consumer, ...consumeFromKafka(context, consumer, options) }))
  watchQueues(
    context.metrics,
    context.db,
    consumers.map(({ name }) => name),
  )
  watchConsumers(context, running)
  return together([
    ...running,
    ...(asked.has('relay') ? [startRelayToKafka(context)] : []),
    ...(asked.has('mails') ? [sendMails(context)] : []),
    ...(asked.has('sweeps') ? [sweep(context), sweepApplied(context)] : []),
  ])
}

const partsWith = (consumers: readonly Consumer[]) => [
  ...consumers.map(({ name }) => name),
  'relay',
  'mails',
  'sweeps',
]

/** All that a worker can be told to do. */
export const workerParts = partsWith(allConsumers)
