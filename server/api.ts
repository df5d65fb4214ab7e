import { buildApp } from './app.ts'
import type { Config } from './config.ts'
import { createContext } from './context.ts'

/** One node of the shop: answers HTTP until it is closed; closing stops accepting, finishes what runs, then lets go of every part. */
export async function runApi(config: Config): Promise<{ close(): Promise<void> }> {
  const context = await createContext(config)
  const app = await buildApp(context)
  await app.listen({ port: config.port, host: config.host })
  context.health.setReady(true)
  return {
    close: async () => {
      context.health.setReady(false)
      await app.close()
      await context.close()
    },
  }
}
