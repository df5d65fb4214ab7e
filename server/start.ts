import { type RunningShop, startShop } from './embedded.ts'

/**
 * `npm start`: the whole shop in one command. Whatever the settings do not name is started here, and stopped again
 * in order by Ctrl-C. It prints four lines for a person; everything else goes to DATA_DIR/logs.
 */
const starting = startShop(process.env)
let stopping: Promise<void> | undefined

// npm and the terminal may both send it, so once is enough and again is no hurry.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    stopping ??= starting.then(stop, () => {})
  })
}
process.on('uncaughtException', fail)

try {
  const shop = await starting
  if (!stopping) console.log(shop.lines.join('\n'))
} catch (error) {
  // Ctrl-C during the start reaches initdb as well, and what that says then is no news to anybody.
  if (!stopping) {
    console.error((error as Error).message)
    process.exitCode = 1
  }
  leave()
}

async function stop(shop: RunningShop): Promise<void> {
  const giveUp = setTimeout(() => process.exit(1), 40_000)
  await shop.close()
  clearTimeout(giveUp)
  leave()
}

/** Nothing should be open by now; should something be, it must not keep the terminal. */
function leave(): void {
  setTimeout(() => process.exit(), 2_000).unref()
}

/** A bug that nobody caught: the state is unknown, so stop in order and let the next start recover. */
async function fail(error: unknown): Promise<void> {
  process.exitCode = 1
  console.error(
    `The shop stops because of an error that nothing expected: ${(error as Error)?.message ?? error}`,
  )
  const shop = await starting.catch(() => undefined)
  shop?.log.fatal({ err: error }, 'uncaught error')
  if (!shop) return
  stopping ??= stop(shop)
  await stopping
}
