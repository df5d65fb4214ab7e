import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { type Control, controlOf } from '../../deploy/native/control.ts'
import { provideServers } from '../../deploy/native/provide.ts'
import { findRunningPostgres } from '../../server/platform/embedded-postgres.ts'
import { checkPort, freePort } from '../../server/platform/free-port.ts'
import { find } from './find.ts'

const root = join(import.meta.dirname, '..', '..')

export const findStack = () => find('the stack', provideServers)

/** A stack of the test's own, run by the command that people use. */
export async function createStackInstallation(): Promise<StackInstallation> {
  const dataDir = mkdtempSync(join(tmpdir(), 'tradewind-stack-'))
  const settings = {
    ...(await envOfStack(dataDir)),
    MAILBOX_PORT: `${await freePort()}`,
    // What a busy machine makes slow is no fault here.
    RATE_LIMIT_FACTOR: '1000',
    MAX_EVENT_LOOP_DELAY_MS: '60000',
    MAX_TRANSACTION_WAIT_MS: '60000',
    REDIS_TIMEOUT_MS: '10000',
  }
  const run = (args: string[], other: Record<string, string> = {}) => {
    const child = spawn(process.execPath, ['bin/run.mjs', ...args], {
      cwd: root,
      env: { ...settings, ...other },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    })
    const told = Object.assign(child, { said: '' })
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        told.said += text
      })
    return told
  }
  return {
    settings,
    dataDir,
    url: `http://localhost:${settings.PORT}`,
    mailboxUrl: `http://localhost:${settings.MAILBOX_PORT}`,
    nodes: [0, 1, 2, 3].map((index) => `http://127.0.0.1:${Number(settings.NODES_PORT) + index}`),
    control: controlOf(dataDir),
    admin: () => {
      const password = readFileSync(join(dataDir, 'secrets', 'admin.password'), 'utf8').trim()
      return { email: 'admin@tradewind.example', password }
    },
    async sql<Row>(statement: string) {
      const url = new URL(findRunningPostgres(join(dataDir, 'postgres'))?.superuserUrl ?? '')
      url.pathname = '/tradewind'
      const client = new pg.Client({ connectionString: url.href })
      await client.connect()
      try {
        return (await client.query(statement)).rows as Row[]
      } finally {
        await client.end()
      }
    },
    async start(script = 'deploy/native/run.ts', other = {}) {
      const child = run([script], other)
      while (!child.said.includes('Admin  ')) {
        if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}: ${child.said}`)
        await sleep(50)
      }
      return child
    },
    begin: run,
    async command(args, other) {
      const child = run(args, other)
      const [code] = await once(child, 'close')
      return { code: code as number, said: child.said }
    },
    processes: () => {
      const works = ['/proc', '-maxdepth', '2', '-name', 'cwd', '-lname', `${dataDir}/*`]
      return spawnSync('find', works, { encoding: 'utf8' }).stdout.split('\n').filter(Boolean)
    },
    remove: () => rmSync(dataDir, { recursive: true, force: true }),
  }
}

/** What a stack in a folder of its own is told, to run beside any other. */
export async function envOfStack(dataDir: string) {
  const { PATH = '', HOME = '' } = process.env
  return { PATH, HOME, DATA_DIR: dataDir, PORT: `${await freePort()}`, NODES_PORT: `${await freePorts(4)}` }
}

/** The first of several ports in a row that nobody listens on now. */
async function freePorts(count: number): Promise<number> {
  for (;;) {
    const first = await freePort()
    const others = await Promise.all(Array.from({ length: count - 1 }, (_, i) => isFree(first + 1 + i)))
    if (others.every(Boolean)) return first
  }
}

async function isFree(port: number) {
  return checkPort(port, '127.0.0.1', 'PORT').then(
    () => true,
    () => false,
  )
}

export type StackInstallation = {
  settings: Record<string, string>
  dataDir: string
  url: string
  mailboxUrl: string
  nodes: string[]
  control: Control
  admin(): { email: string; password: string }
  /** Rows of a statement in the shop's database, as PostgreSQL's superuser. */
  sql<Row>(statement: string): Promise<Row[]>
  /** Resolves once the shop is there; another script or other settings make it another shop. */
  start(script?: string, other?: Record<string, string>): Promise<ChildProcess & { said: string }>
  /** Begins a script of the project with these settings, as the leader of a group of processes. */
  begin(args: string[]): ChildProcess & { said: string }
  /** Runs one to its end. */
  command(args: string[], other?: Record<string, string>): Promise<{ code: number; said: string }>
  /** The processes that work in its folder, as all parts do. */
  processes(): string[]
  remove(): void
}
