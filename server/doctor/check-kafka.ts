import type { Config } from '../config.ts'
import type { PartState } from '../platform/health.ts'
import { type Finding, ok, warn } from './finding.ts'

/** While Kafka is away orders and accounts go on; mails of orders and figures wait for it. */
export function checkKafka({ kafkaBrokers }: Config, state: PartState | undefined): Finding {
  if (!kafkaBrokers) return ok('Kafka', 'not used; events go from the outbox to the consumers')
  const brokers = kafkaBrokers.join(', ')
  if (state === 'up') return ok('Kafka', `${brokers} answers`)
  return warn(
    'Kafka',
    `${brokers} does not answer`,
    'Start it or correct KAFKA_BROKERS; meanwhile events wait in the outbox, and nothing is lost.',
  )
}
