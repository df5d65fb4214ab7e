import { type Config, loadConfig, required } from '../config.ts'
import { type Context, createContext } from '../context.ts'
import { openEmbeddedDatabase } from '../embedded-database.ts'
import { settingsOfInstallation } from '../embedded-settings.ts'
import { createLog } from '../platform/log.ts'
import { prepareDatabase } from '../prepare-database.ts'
import { withRunningServers } from '../running-servers.ts'

/**
 * Opens the shop that the settings name for one command: its database (the embedded one is started for as long as it
 * takes, unless a running shop has it open), its secrets, and the other servers of a running shop.
 */
export async function withSettings<T>(
  env: NodeJS.ProcessEnv,
  work: (config: Config) => Promise<T>,
): Promise<T> {
  const given = withRunningServers(loadConfig(env))
  const database = given.databaseUrl ? undefined : await openEmbeddedDatabase(given)
  try {
    return await work(settingsOfInstallation(given, { database }))
  } finally {
    await database?.close()
  }
}

/**
 * The same with everything that the shop's functions need; a folder in which no shop has run yet gets its tables first.
 * Its log goes to standard error, warnings and worse.
 */
export const withShop = <T>(env: NodeJS.ProcessEnv, work: (context: Context) => Promise<T>): Promise<T> =>
  withSettings(env, async (config) => {
    if (loadConfig(env).databaseUrl === undefined)
      await prepareDatabase(config, required(config, 'databaseUrl', 'DATABASE_URL'))
    const log = createLog({ level: 'warn', name: config.nodeName, destination: process.stderr })
    const context = await createContext(config, { log })
    try {
      return await work(context)
    } finally {
      await context.close()
    }
  })
