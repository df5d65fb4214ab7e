import type { Config } from '../config.ts'
import type { Health } from '../platform/health.ts'
import { type Finding, ok, warn } from './finding.ts'

/** While Kafka is away orders and accounts go on; mails of orders and figures wait for it. */
export async function checkKafka({ kafkaBrokers }: Config, health: Health): Promise<Finding> {
  if (!kafkaBrokers) return ok('Kafka', 'not used; events go from the outbox to the consumers')
  const { parts } = await health.report()
  const brokers = kafkaBrokers.join(', ')
  if (parts.kafka === 'up') return ok('Kafka', `${brokers} answers`)
  return warn(
    'Kafka',
    `${brokers} does not answer`,
    'Start it or correct KAFKA_BROKERS; meanwhile events wait in the outbox, and nothing is lost.',
  )
}
