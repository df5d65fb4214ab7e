import { join } from 'node:path'
import { brokerAnswers, prepareBroker } from '../kafka/broker.ts'
import { provideKafka } from '../kafka/jars.ts'
import type { Part } from '../part.ts'

/** One broker, which is its own controller. */
export async function kafkaPart({ dataDir, ...ports }: KafkaOptions): Promise<Part> {
  const jars = await provideKafka()
  const { command, args, env } = await prepareBroker({ jars, dataDir: join(dataDir, 'kafka'), ...ports })
  return {
    name: 'kafka',
    port: ports.port,
    needs: [],
    command: [command, ...args],
    env,
    ready: () => brokerAnswers(ports.port),
    stopWithinS: 30,
  }
}

type KafkaOptions = { dataDir: string; port: number; controllerPort: number; advertisedPort: number }
