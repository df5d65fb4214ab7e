import type { Consumer } from '../../server/platform/consumer.ts'
import { groupOf } from '../../server/platform/kafka/consume.ts'
import { kafkaAddress } from '../../server/platform/kafka/kafka-address.ts'
import { groupLags } from '../../server/platform/kafka/lag.ts'
import { prepareTopics } from '../../server/platform/kafka/topics.ts'
import { startWork } from '../../server/worker-parts.ts'
import type { TestKafka } from './kafka.ts'
import { startShop } from './shop.ts'

/**
 * A shop behind a broker, whose topics are made, with nothing at work yet: `work` starts parts of a worker in this
 * process, each on a context of its own, and `close` ends what is left of them.
 */
export async function startKafkaShop(kafka: TestKafka, settings: Record<string, string> = {}) {
  const shop = await startShop({ KAFKA_BROKERS: kafka.brokers, ...settings })
  await prepareTopics(kafkaAddress(shop.context.config))
  const running = new Set<{ close(): Promise<void> }>()
  return {
    ...shop,
    async work(names: string[], consumers?: readonly Consumer[], options?: Parameters<typeof startWork>[3]) {
      const node = await shop.again()
      const part = startWork(node.context, names, consumers, options)
      const worker = {
        context: node.context,
        close: async () => {
          running.delete(worker)
          await part.close()
          await node.close()
        },
      }
      running.add(worker)
      return worker
    },
    close: async () => {
      await Promise.all([...running].map((worker) => worker.close()))
      await shop.close()
    },
  }
}

export type KafkaShop = Awaited<ReturnType<typeof startKafkaShop>>

/** How many messages a consumer's group has yet to take. */
export const lagOf = async ({ context: { config } }: Pick<KafkaShop, 'context'>, consumer: Consumer) => {
  const group = { name: consumer.name, groupId: groupOf(config, consumer), topics: consumer.topics }
  return (await groupLags(kafkaAddress(config), [group]))[consumer.name]
}
