import { migrateShop } from '../../server/commands/migrate.ts'
import { seedCatalogue } from '../../server/commands/seed.ts'
import { loadConfig, reader } from '../../server/config.ts'
import { firstAdmin } from '../../server/embedded-admin.ts'
import { createRolesAndDatabase } from '../../server/embedded-database.ts'
import { settingsOfInstallation } from '../../server/embedded-settings.ts'
import { fourLines } from '../../server/four-lines.ts'
import { createLog } from '../../server/platform/log.ts'
import { prepareShop } from '../../server/prepare-shop.ts'
import { addressesOf } from './addresses.ts'

/**
 * What the shop needs before its nodes start: roles, database, tables, topics, a demo catalogue where it is empty, the
 * first admin. It is repeated at every `docker compose up`, also while nodes run, and ends with the lines that
 * `npm start` prints.
 */
try {
  const read = reader(process.env)
  const addresses = addressesOf(loadConfig(process.env), read.text('POSTGRES_ADDRESS'))
  const env = { ...process.env, DATABASE_URL: addresses.appUrl, DATABASE_OWNER_URL: addresses.ownerUrl }
  const given = loadConfig(env)
  const config = settingsOfInstallation(given, {})
  const admin = firstAdmin(given)
  await createRolesAndDatabase(addresses, config)
  await migrateShop([], env)
  await seedCatalogue([], env)
  const log = createLog({ level: 'warn', name: 'prepare', destination: process.stderr })
  const { passwordHolds } = await prepareShop(config, { admin, own: false, log })
  const mailboxUrl = read.optional('MAILBOX_URL', (name) => read.text(name))
  for (const line of fourLines({ config, mailboxUrl, admin, passwordHolds })) console.log(line)
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
}
