import pg from 'pg'
import { failed, isRead, none } from '../claims.ts'
import type { Fault } from '../fault.ts'
import { stranger } from '../topology/topology.ts'
import { recovery } from './f03-postgres-crashes.ts'

/** Whoever gets no connection is told so: a 503, nothing changed. */
export const f19: Fault = {
  id: 'F19',
  title: 'somebody takes all connections of PostgreSQL, and cuts those of the shop',
  async run(stage) {
    const from = performance.now()
    const takers: pg.Client[] = []
    await stage.during('no connection is left', async () => {
      const cut = () =>
        stage.shop.sql(
          `select pg_terminate_backend(pid) from pg_stat_activity where usename = 'tradewind_app'`,
        )
      const until = performance.now() + 8_000 * stage.scale
      while (performance.now() < until) {
        await cut()
        takers.push(...(await take(stage.stack.databaseUrl)))
      }
    })
    await Promise.all(takers.map((one) => one.end().catch(() => {})))
    return [
      // A write whose connection is cut at its COMMIT ends unknown, as it must.
      none('F19', 'no read fails', stage.answersSince(from).filter(isRead), failed),
      await recovery(stage, 'F19'),
    ]
  },
}

/** Connects until PostgreSQL takes no more. */
async function take(connectionString: string): Promise<pg.Client[]> {
  const taken: pg.Client[] = []
  for (;;) {
    const client = new pg.Client({ connectionString, application_name: stranger })
    client.on('error', () => {})
    try {
      await client.connect()
      taken.push(client)
    } catch {
      return taken
    }
  }
}
