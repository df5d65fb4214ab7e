import type { Stage } from '../../lib/stage.ts'

/** O8: the most connections that the shop has had at one time, looked at five times a second. */
export function watchConnections(sql: Stage['sql']) {
  let most = 0
  let looking = Promise.resolve()
  const look = async () => {
    const [found] = await sql<{ n: number }>(
      `select count(*) as n from pg_stat_activity where usename = 'tradewind_app'`,
    )
    most = Math.max(most, found?.n ?? 0)
  }
  const timer = setInterval(() => {
    looking = looking.then(look)
    // Whoever asks for the most is told.
    looking.catch(() => {})
  }, 200)
  return {
    async most() {
      clearInterval(timer)
      await looking
      return most
    },
  }
}
