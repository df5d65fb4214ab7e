import { buildApp } from './app.ts'
import type { Config } from './config.ts'
import { type Context, createContext } from './context.ts'

/** One node of the shop: answers HTTP until it is closed; closing stops accepting, finishes what runs, then lets go of every part. */
export async function runApi(
  config: Config,
  overrides: Partial<Context> = {},
): Promise<{ context: Context; close(): Promise<void> }> {
  const context = await createContext(config, overrides)
  const app = await buildApp(context)
  const close = async () => {
    context.health.setReady(false)
    await app.close()
    await context.close()
  }
  try {
    await app.listen({ port: config.port, host: config.host })
  } catch (error) {
    await close()
    throw error
  }
  context.health.setReady(true)
  return { context, close }
}
