import type { Context } from '../../context.ts'
import type { Consumer } from '../consumer.ts'
import { gauge } from '../metrics.ts'
import { groupOf } from './consume.ts'
import { kafkaAddress } from './kafka-address.ts'
import { groupLags } from './lag.ts'

/** Adds how many messages each consumer that runs here has yet to take, and how long ago it last asked for some. */
export function watchConsumers({ config, metrics }: Pick<Context, 'config' | 'metrics'>, running: Running[]) {
  if (running.length === 0) return
  const address = kafkaAddress(config)
  const groups = running.map(({ consumer }) => ({
    name: consumer.name,
    groupId: groupOf(config, consumer),
    topics: consumer.topics,
  }))
  gauge(
    metrics,
    'tradewind_kafka_lag',
    "Messages that a consumer's group has yet to take",
    () => groupLags(address, groups),
    'consumer',
  )
  gauge(
    metrics,
    'tradewind_kafka_poll_age_seconds',
    'Since a consumer last asked for messages',
    () =>
      Object.fromEntries(
        running.map(({ consumer, secondsSincePoll }) => [consumer.name, secondsSincePoll()]),
      ),
    'consumer',
  )
}

type Running = { consumer: Consumer; secondsSincePoll(): number }
