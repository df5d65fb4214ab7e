import { type Config, required } from '../../config.ts'
import type { KafkaAddress } from './messages.ts'

/** @throws a refusal when KAFKA_BROKERS is not set. */
export const kafkaAddress = (config: Config): KafkaAddress => ({
  brokers: required(config, 'kafkaBrokers', 'KAFKA_BROKERS'),
  clientId: config.nodeName.replace(/\s+/g, '-'),
})
