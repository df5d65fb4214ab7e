import { Producer, stringSerializers } from '@platformatic/kafka'
import type { KafkaAddress, KafkaRecord } from './messages.ts'
import { reasonIn } from './reason.ts'

/**
 * Sends records to Kafka. One `send` at a time: with two under way, this client has been seen to lose what the broker
 * had acknowledged. One that is refused may still have been written, so whoever repeats it repeats all of it.
 */
export type Publisher = {
  /** Resolves once every replica in sync has all records, in their order per key. Rejects within about 20 s. */
  send(records: KafkaRecord[]): Promise<void>
  close(): Promise<void>
}

export function createPublisher({ brokers, clientId }: KafkaAddress): Publisher {
  let producer: Producer<string, string, string, string> | undefined
  const drop = async () => {
    const dropped = producer
    producer = undefined
    await dropped?.close(true).catch(() => {})
  }
  return {
    async send(records) {
      producer ??= new Producer({ clientId, bootstrapBrokers: brokers, ...settings })
      const messages = records.map(({ key, ...record }) => ({ ...record, ...(key !== undefined && { key }) }))
      try {
        await producer.send({ messages })
      } catch (error) {
        // Its numbering of records is in doubt now: a new one starts with an id of its own.
        await drop()
        throw new Error(`Kafka did not take ${records.length} records: ${reasonIn(error)}`, { cause: error })
      }
    },
    close: drop,
  }
}

const settings = {
  serializers: stringSerializers,
  idempotent: true,
  retries: 3,
  retryDelay: 250,
  timeout: 4_000,
  requestTimeout: 4_500,
  connectTimeout: 2_000,
  strict: true,
}
