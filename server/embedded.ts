import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Config, loadConfig, required } from './config.ts'
import { firstAdmin } from './embedded-admin.ts'
import { type EmbeddedDatabase, openEmbeddedDatabase } from './embedded-database.ts'
import { openFileLog } from './embedded-log.ts'
import { settingsOfInstallation } from './embedded-settings.ts'
import { fourLines } from './four-lines.ts'
import { lockFolder, lockHolder } from './platform/folder-lock.ts'
import { checkPort, portRefusal } from './platform/free-port.ts'
import { kafkaAddress } from './platform/kafka/kafka-address.ts'
import type { Log } from './platform/log.ts'
import { startMailbox } from './platform/mailbox.ts'
import { refusal } from './platform/refusal.ts'
import { prepareDatabase } from './prepare-database.ts'

/**
 * Starts what the settings do not name (PostgreSQL, mailbox, secrets), brings the database up to date and serves.
 * @throws with one line for a person; nothing is left running then.
 */
export async function startShop(env: NodeJS.ProcessEnv): Promise<RunningShop> {
  const given = loadConfig(env)
  const closers: (() => unknown)[] = []
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer()
  }
  try {
    closers.push(takeDataDir(given))
    await checkPort(given.port, given.host, 'PORT')
    if (!given.smtpUrl) await checkPort(given.mailboxPort, '127.0.0.1', 'MAILBOX_PORT')
    const { log, close: closeLog } = openFileLog(given)
    closers.push(closeLog)
    const modules = Promise.all([import('./run-node.ts'), import('./prepare-shop.ts')])
    const parts = await startParts(given, log, closers)
    const config = settingsOfInstallation(given, parts)
    mkdirSync(config.uploadsDir, { recursive: true })
    await prepareDatabase(config, required(config, 'databaseUrl', 'DATABASE_URL'))
    if (config.kafkaBrokers) {
      const { prepareTopics } = await import('./platform/kafka/topics.ts')
      await prepareTopics(kafkaAddress(config))
    }
    const [{ runNode }, { prepareShop }] = await modules
    const admin = firstAdmin(given)
    const own = given.databaseUrl === undefined
    const { passwordHolds } = await prepareShop(config, { admin, own, log })
    const running = await runNode(config, { log }, { alone: true }).catch((error: NodeJS.ErrnoException) => {
      throw error.syscall === 'listen' ? portRefusal(error, config.port, 'PORT') : error
    })
    closers.push(running.close)
    return { log, close, lines: fourLines({ config, mailboxUrl: parts.mailbox?.url, admin, passwordHolds }) }
  } catch (error) {
    await close()
    throw error
  }
}

/** Database and mailbox start side by side; one that fails lets the other finish starting, so that it can be stopped. */
async function startParts(config: Config, log: Log, closers: (() => unknown)[]): Promise<Parts> {
  const onFall = (err?: unknown) => log.error({ err }, 'PostgreSQL is down, starting it again')
  const starting = {
    mailbox: config.smtpUrl
      ? undefined
      : startMailbox({ dir: join(config.dataDir, 'mailbox'), port: config.mailboxPort }),
    database: config.databaseUrl ? undefined : openEmbeddedDatabase(config, onFall),
  }
  const [mailbox, database] = await Promise.allSettled([starting.mailbox, starting.database])
  if (database.status === 'fulfilled' && database.value) closers.push(database.value.close)
  if (mailbox.status === 'fulfilled' && mailbox.value) closers.push(mailbox.value.stop)
  for (const part of [mailbox, database]) if (part.status === 'rejected') throw part.reason
  return { mailbox: await starting.mailbox, database: await starting.database }
}

function takeDataDir({ dataDir }: Config): () => void {
  const lock = lockFolder(dataDir)
  if (lock) return lock.release
  throw refusal(
    `The shop in ${dataDir} is running already${lockHolder(dataDir)}: use that one, or set DATA_DIR, PORT and MAILBOX_PORT to start another beside it.`,
  )
}

export type RunningShop = { log: Log; lines: string[]; close: () => Promise<void> }
type Parts = {
  database: EmbeddedDatabase | undefined
  mailbox: { url: string; smtpUrl: string } | undefined
}
