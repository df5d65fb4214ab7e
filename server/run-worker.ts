import type { Config } from './config.ts'
import { required } from './config.ts'
import { type Context, createContext } from './context.ts'
import { type MetricsServer, serveMetrics } from './machinery/metrics-server.ts'
import { heedBusyNodes } from './platform/busy-nodes.ts'
import { startWork } from './worker-parts.ts'

/**
 * A worker behind Kafka, with the named parts or all. Closing lets each consumer finish what it holds, tell its group and
 * leave it, then lets go of the rest.
 * @throws a refusal when Kafka is not set, or for a part that there is not.
 */
export async function runWorker(
  config: Config,
  names: string[] = [],
  overrides: Partial<Context> = {},
): Promise<{ context: Context; close(): Promise<void> }> {
  required(config, 'kafkaBrokers', 'KAFKA_BROKERS')
  const context = await createContext(config, overrides)
  let metricsServer: MetricsServer | undefined
  let work: { close(): Promise<void> } | undefined
  let heed: typeof work
  const close = async () => {
    context.health.become('draining')
    await work?.close()
    await heed?.close()
    await metricsServer?.close()
    await context.close()
  }
  try {
    if (config.metricsPort !== undefined) metricsServer = await serveMetrics(context, config.metricsPort)
    heed = heedBusyNodes(context)
    work = startWork(context, names)
  } catch (error) {
    await close()
    throw error
  }
  context.health.become('ready')
  return { context, close }
}
