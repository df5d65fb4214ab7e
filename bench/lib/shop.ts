import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadConfig } from '../../server/config.ts'
import { openEmbeddedDatabase } from '../../server/embedded-database.ts'
import { freePort } from '../../server/platform/free-port.ts'
import { endProcess } from '../../test/support/end-process.ts'
import { startMailSink } from './mail-sink.ts'
import { adminEmail, adminPassword, benchSettings } from './settings.ts'
import { type Usage, usageOf } from './usage.ts'

/** A shop under the bench, whatever it is made of. */
export type BenchShop = {
  /** One embedded node, or nginx before four of them. */
  isStack: boolean
  url: string
  /** Past nginx, where there is one. */
  nodeUrls: string[]
  databaseUrls: { owner: string; app: string }
  /** CPU and memory by kind: nginx, back ends, worker, PostgreSQL, Redis, Kafka. */
  usage(): Promise<Usage>
  /** Lets all processes that use PostgreSQL stand still while the limit beside them is measured. */
  whileStill<T>(work: () => Promise<T>): Promise<T>
  /** Where mails have a worker of their own, lets it stand still meanwhile: for less than the 10 s after which its groups miss it. */
  whileMailsWait<T>(work: () => Promise<T>): Promise<T>
  /** How many events the consumers have yet to take from Kafka. */
  lag(): Promise<number>
  mailsTaken(): number
  stop(): Promise<void>
}

/**
 * The shop as `npm start` runs it, with durable commits, in a process and a data folder of its own; its mails are counted.
 * `core` pins it, with its PostgreSQL, to one core.
 */
export async function startShop({ core, settings = {} }: ShopOptions = {}): Promise<BenchShop> {
  const dataDir = await mkdtemp(join(tmpdir(), 'tradewind-bench-'))
  const port = await freePort()
  const sink = await startMailSink()
  const command = [process.execPath, join(import.meta.dirname, '../../server/start.ts')]
  const [program = '', ...args] = core === undefined ? command : ['taskset', '-c', `${core}`, ...command]
  const child = spawn(program, args, {
    env: {
      ...process.env,
      DATA_DIR: dataDir,
      PORT: String(port),
      SMTP_URL: sink.url,
      ADMIN_EMAIL: adminEmail,
      ADMIN_PASSWORD: adminPassword,
      ...benchSettings,
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit').then(() => {
    throw new Error('the shop did not start')
  })
  await Promise.race([once(child.stdout, 'data'), ended])
  const pid = child.pid as number
  const database = await openEmbeddedDatabase(loadConfig({ DATA_DIR: dataDir }))
  const url = `http://127.0.0.1:${port}`
  return {
    isStack: false,
    url,
    nodeUrls: [url],
    databaseUrls: { owner: database.ownerUrl, app: database.appUrl },
    usage: async () => usageOf([{ kind: 'back end', pid }]),
    whileStill: (work) => whileStill([pid], work),
    whileMailsWait: (work) => work(),
    lag: async () => 0,
    mailsTaken: sink.taken,
    stop: async () => {
      await endProcess(child)
      await sink.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

export async function whileStill<T>(pids: number[], work: () => Promise<T>): Promise<T> {
  for (const pid of pids) process.kill(pid, 'SIGSTOP')
  try {
    return await work()
  } finally {
    for (const pid of pids) process.kill(pid, 'SIGCONT')
  }
}

export type ShopOptions = { core?: number; settings?: Record<string, string> }
