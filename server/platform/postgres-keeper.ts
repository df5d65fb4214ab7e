import { setTimeout as sleep } from 'node:timers/promises'
import {
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  startEmbeddedPostgres,
} from './embedded-postgres.ts'

/**
 * The embedded PostgreSQL, started again on the same port whenever it falls, as an operating system would do
 * with a real one; `onFall` hears of it with undefined, or with why the new start failed. It tries until stopped.
 */
export async function keepEmbeddedPostgres(
  options: EmbeddedPostgresOptions,
  onFall: (error?: unknown) => void,
): Promise<EmbeddedPostgres> {
  const first = await startEmbeddedPostgres(options)
  let server = first
  let stopping = false
  const watch = async () => {
    for (;;) {
      await server.exited
      if (stopping) return
      onFall()
      server = await startEmbeddedPostgres({ ...options, port: first.port }).catch(async (error: unknown) => {
        onFall(error)
        await sleep(1_000)
        return server
      })
    }
  }
  const watching = watch()
  return {
    ...first,
    exited: watching,
    stop: async () => {
      stopping = true
      await server.stop()
      // A new start that was under way ends up in `server` by now or a moment later.
      while ((await Promise.race([watching.then(() => true), sleep(50, false)])) === false)
        await server.stop()
    },
    kill: () => server.kill(),
  }
}
