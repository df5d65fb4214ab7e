import { once } from 'node:events'
import { firstAdmin } from '../../server/embedded-admin.ts'
import { fourLines } from '../../server/four-lines.ts'
import { lockFolder, lockHolder } from '../../server/platform/folder-lock.ts'
import { checkPort } from '../../server/platform/free-port.ts'
import { refusal } from '../../server/platform/refusal.ts'
import { type Control, controlOf } from './control.ts'
import { deploy } from './deploy.ts'
import { writeNotes } from './notes.ts'
import { postgresFolder } from './parts/postgres.ts'
import { partsOf } from './parts.ts'
import { type Plan, planStack } from './plan.ts'
import { type Between, sharedEnv } from './process-env.ts'
import { provideServers } from './provide.ts'
import { endParts, startParts } from './start-parts.ts'
import { endLeftovers, startSupervisor } from './supervisor.ts'

/**
 * Starts the whole topology on real servers: PostgreSQL, Redis, Kafka, the mailbox, migrations, workers, back ends, nginx. It is there when
 * this resolves.
 * @throws with one line for a person; nothing is left running then.
 */
export async function startStack({ env, between = samePort, onReady }: StackOptions): Promise<Stack> {
  const plan = await planStack(env)
  const { dataDir } = plan.given
  const release = takeFolders(dataDir)
  try {
    endLeftovers(dataDir)
    await checkPorts(plan)
    await provideServers(plan)
    const { parts, nginx, config, mailboxUrl, superuserUrl, passwordHolds } = await partsOf(plan, between)
    const supervisor = await startSupervisor(dataDir, parts, sharedEnv(env))
    writeNotes(dataDir, {
      ports: Object.fromEntries(parts.map(({ name, port }) => [name, port])),
      nodes: plan.nodes,
      workers: plan.workers.map(({ name }) => name),
      nginx,
    })
    const control = controlOf(dataDir)
    const fallen = once(supervisor, 'exit').then(() => {})
    let stopping: Promise<void> | undefined
    const end = async () => {
      if (supervisor.exitCode === null && supervisor.signalCode === null) {
        await endParts(control, parts)
        await control.shutDown()
        await fallen
      }
      endLeftovers(dataDir)
      release()
    }
    const stop = () => {
      stopping ??= end()
      return stopping
    }
    try {
      await startParts(dataDir, control, parts, onReady)
    } catch (error) {
      await stop()
      throw error
    }
    const admin = firstAdmin(plan.given)
    return {
      ...control,
      url: config.publicUrl,
      nodes: plan.nodes.map(({ port }) => `http://127.0.0.1:${port}`),
      mailboxUrl,
      admin,
      databaseUrl: config.databaseUrl ?? '',
      databaseOwnerUrl: config.databaseOwnerUrl ?? '',
      superuserUrl,
      redisUrl: config.redisUrl ?? '',
      kafkaBrokers: config.kafkaBrokers ?? [],
      dataDir,
      lines: fourLines({ config, mailboxUrl, admin, passwordHolds: passwordHolds() }),
      deploy: (tell = () => {}) => deploy(dataDir, control, tell),
      fallen,
      stop,
    }
  } catch (error) {
    release()
    throw error
  }
}

/** The folder and the database in it, so that the command line finds the database of a running stack. */
function takeFolders(dataDir: string): () => void {
  const locks = [dataDir, postgresFolder(dataDir)].map((dir) => {
    const lock = lockFolder(dir)
    if (lock) return lock
    throw refusal(
      `The stack in ${dataDir} is running already${lockHolder(dataDir)}: use that one, or set DATA_DIR, PORT, NODES_PORT and MAILBOX_PORT to start another beside it.`,
    )
  })
  let released = false
  return () => {
    if (released) return
    released = true
    for (const { release } of locks) release()
  }
}

async function checkPorts({ given, tls, nodes, smtpPort }: Plan): Promise<void> {
  await checkPort(given.port, given.host, 'PORT')
  if (tls) await checkPort(tls.port, given.host, 'TLS_PORT')
  for (const { port } of nodes) await checkPort(port, '127.0.0.1', 'NODES_PORT')
  if (smtpPort !== undefined) await checkPort(given.mailboxPort, '127.0.0.1', 'MAILBOX_PORT')
}

export type StackOptions = {
  /** The settings, as `npm run stack` reads them. */
  env: NodeJS.ProcessEnv
  between?: Between
  /** Hears of each part as it becomes ready. */
  onReady?: ((part: string) => void) | undefined
}

const samePort: Between = ({ port }) => port

export type Stack = Control & {
  url: string
  /** The back ends, past nginx. */
  nodes: string[]
  mailboxUrl: string | undefined
  admin: { email: string; password: string }
  databaseUrl: string
  databaseOwnerUrl: string
  superuserUrl: string | undefined
  redisUrl: string
  kafkaBrokers: string[]
  dataDir: string
  lines: string[]
  /** Replaces the nodes one by one, after migrating. */
  deploy(tell?: (line: string) => void): Promise<void>
  /** Resolves when the supervisor is gone, wanted or not. */
  fallen: Promise<void>
  /** Ends every part in order; nothing runs any more when it resolves. */
  stop(): Promise<void>
}
