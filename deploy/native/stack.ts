import { firstAdmin } from '../../server/embedded-admin.ts'
import { fourLines } from '../../server/four-lines.ts'
import { type FolderLock, lockFolder, lockHolder } from '../../server/platform/folder-lock.ts'
import { checkPort } from '../../server/platform/free-port.ts'
import { createLog } from '../../server/platform/log.ts'
import { refusal } from '../../server/platform/refusal.ts'
import { noteRunningServers } from '../../server/running-servers.ts'
import { watchGathering } from '../nginx/watch-gathering.ts'
import type { Control } from './control.ts'
import { deploy } from './deploy.ts'
import { writeNotes } from './notes.ts'
import { postgresFolder } from './parts/postgres.ts'
import { partsOf } from './parts.ts'
import { type Plan, planStack } from './plan.ts'
import { type Between, sharedEnv } from './process-env.ts'
import { provideServers } from './provide.ts'
import { type Supervised, type SuperviseOptions, supervise } from './supervise.ts'
import { endLeftovers } from './supervisor.ts'

/**
 * Starts the whole topology on real servers: PostgreSQL, Redis, Kafka, the mailbox, migrations, workers, back ends, nginx. It is there when
 * this resolves.
 * @throws with one line for a person; nothing is left running then.
 */
export async function startStack({ env, between = samePort, ...options }: StackOptions): Promise<Stack> {
  const plan = await planStack(env)
  const { dataDir } = plan.given
  const release = takeFolders(dataDir)
  try {
    await endLeftovers(dataDir)
    await checkPorts(plan)
    await provideServers(plan)
    const { parts, nginx, config, mailboxUrl, superuserUrl, passwordHolds } = await partsOf(plan, between)
    writeNotes(dataDir, {
      ports: Object.fromEntries(parts.map(({ name, port }) => [name, port])),
      nodes: plan.nodes,
      workers: plan.workers.map(({ name }) => name),
      nginx,
    })
    const note = noteRunningServers(dataDir, config)
    const running = await supervise(dataDir, parts, { ...options, env: sharedEnv(env) })
    const watch = watchGathering({
      nodes: () => nginx.nodes,
      spreadFile: nginx.spreadFile,
      log: createLog({ level: 'silent', name: 'stack' }),
    })
    const admin = firstAdmin(plan.given)
    return {
      ...running.control,
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
      deploy: (tell = () => {}) => deploy(dataDir, running.control, tell),
      fallen: running.fallen,
      stop: async () => {
        await watch.close()
        await running.stop()
        note.remove()
        release()
      },
    }
  } catch (error) {
    release()
    throw error
  }
}

/** The folder and the database in it, so that the command line finds the database of a running stack. */
function takeFolders(dataDir: string): () => void {
  const locks: FolderLock[] = []
  const release = () => {
    for (const lock of locks.splice(0)) lock.release()
  }
  for (const dir of [dataDir, postgresFolder(dataDir)]) {
    const lock = lockFolder(dir)
    if (lock) locks.push(lock)
    else {
      release()
      throw refusal(
        `The stack in ${dataDir} is running already${lockHolder(dir)}: use that one, or set DATA_DIR, PORT, NODES_PORT and MAILBOX_PORT to start another beside it.`,
      )
    }
  }
  return release
}

async function checkPorts({ given, tls, nodes, smtpPort }: Plan): Promise<void> {
  await checkPort(given.port, given.host, 'PORT')
  if (tls) await checkPort(tls.port, given.host, 'TLS_PORT')
  for (const { port } of nodes) await checkPort(port, '127.0.0.1', 'NODES_PORT')
  if (smtpPort !== undefined) await checkPort(given.mailboxPort, '127.0.0.1', 'MAILBOX_PORT')
}

export type StackOptions = Omit<SuperviseOptions, 'env'> & {
  /** The settings, as `npm run stack` reads them. */
  env: NodeJS.ProcessEnv
  between?: Between
}

const samePort: Between = ({ port }) => port

export type Stack = Control &
  Pick<Supervised, 'fallen' | 'stop'> & {
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
  }
