import { Admin } from '@platformatic/kafka'
import { within } from '../within.ts'
import type { KafkaAddress } from './messages.ts'

/**
 * Asks Kafka something on a connection for this alone, and gives it up after `timeoutMs`.
 * @throws what went wrong, in the client's words.
 */
export async function askKafka<T>(
  { brokers, clientId }: KafkaAddress,
  work: (admin: Admin) => Promise<T>,
  timeoutMs = 5_000,
): Promise<T> {
  const admin = new Admin({
    clientId,
    bootstrapBrokers: brokers,
    retries: 0,
    connectTimeout: timeoutMs,
    requestTimeout: timeoutMs,
    timeout: timeoutMs,
  })
  try {
    return await within(timeoutMs, work(admin), () => {
      throw new Error(`Kafka did not answer within ${timeoutMs} ms`)
    })
  } finally {
    void admin.close().catch(() => {})
  }
}
