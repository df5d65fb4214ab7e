import { buildApp } from './app.ts'
import { type Part, startBackground } from './background.ts'
import type { Config } from './config.ts'
import { type Context, createContext } from './context.ts'
import { type MetricsServer, serveMetrics } from './machinery/metrics-server.ts'
import { tellWhileBusy } from './platform/busy-nodes.ts'

/**
 * One node of the shop: answers HTTP until it is closed; closing stops accepting, finishes what runs, then lets go of
 * every part. Behind Kafka the work beside answering is the workers', unless this process is the whole shop (`alone`).
 */
export async function runNode(
  config: Config,
  overrides: Partial<Context> = {},
  { alone = false } = {},
): Promise<{ context: Context; close(): Promise<void> }> {
  const context = await createContext(config, overrides)
  const app = await buildApp(context)
  let background: Part | undefined
  let metricsServer: MetricsServer | undefined
  const close = async () => {
    await app.close()
    await background?.close()
    await metricsServer?.close()
    await context.close()
  }
  try {
    if (config.metricsPort !== undefined) metricsServer = await serveMetrics(context, config.metricsPort)
    await app.listen({ port: config.port, host: config.host, backlog })
  } catch (error) {
    await close()
    throw error
  }
  if (!config.kafkaBrokers) background = startBackground(context)
  else if (alone) background = (await import('./worker-parts.ts')).startWork(context)
  else background = tellWhileBusy(context)
  context.health.become('ready')
  return { context, close }
}

/**
 * How many clients may wait for the node to take their connections; Linux allows no more by itself (`somaxconn`). Who finds no
 * place knocks again a second later (0005).
 */
const backlog = 4_096
