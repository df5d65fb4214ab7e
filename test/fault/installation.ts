import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { findRunningPostgres } from '../../server/platform/embedded-postgres.ts'
import { freePort } from '../../server/platform/free-port.ts'
import { maildevPost } from './maildev.ts'
import type { Shop } from './people/shop.ts'

const root = join(import.meta.dirname, '..', '..')

/** What can be killed: every process of the shop at once, the shop's own group alone, or one of its parts. */
export type Victim = 'everything' | 'the group' | 'PostgreSQL' | 'the mailbox'

/** A shop of its own as `npm start` runs it, whose processes can be killed as a power cut or an administrator would. */
export async function createInstallation() {
  const dataDir = mkdtempSync(join(tmpdir(), 'tradewind-crash-'))
  const [port, mailboxPort] = await Promise.all([freePort(), freePort()])
  let shop: ChildProcess | undefined
  let said = ''

  async function sql<Row>(text: string, values: unknown[] = []): Promise<Row[]> {
    const address = new URL(findRunningPostgres(join(dataDir, 'postgres'))?.superuserUrl ?? '')
    address.pathname = '/tradewind'
    const client = new pg.Client({ connectionString: address.href })
    await client.connect()
    try {
      return (await client.query(text, values)).rows as Row[]
    } finally {
      await client.end()
    }
  }

  const kill = async (victim: Victim) => {
    if (victim === 'PostgreSQL') return process.kill(postmasterOf(dataDir), 'SIGKILL')
    if (victim === 'the mailbox') return process.kill(mailboxOf(dataDir), 'SIGKILL')
    if (!shop || hasEnded(shop)) throw new Error(`The shop ended by itself: ${said}`)
    const postgres = victim === 'everything' ? [postmasterOf(dataDir)] : []
    const others = [...postgres, ...postgres.flatMap(childrenOf)]
    const ended = once(shop, 'exit')
    for (const pid of [-(shop.pid ?? 0), ...others]) killIfThere(pid)
    await ended
  }

  const url = `http://localhost:${port}`
  return {
    kill,
    /** Resolves once the shop answers. */
    async start(): Promise<Shop> {
      const { PATH = '', HOME = '' } = process.env
      const settings = { DATA_DIR: dataDir, PORT: `${port}`, MAILBOX_PORT: `${mailboxPort}` }
      const child = spawn(process.execPath, ['server/start.ts'], {
        cwd: root,
        env: { PATH, HOME, ...settings, RATE_LIMIT_FACTOR: '1000' },
        stdio: ['ignore', 'pipe', 'pipe'],
        detached: true,
      })
      shop = child
      said = ''
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding('utf8').on('data', (text: string) => {
          said += text
        })
      }
      while (said.split('\n').length < 5) {
        if (hasEnded(child))
          throw new Error(`the shop ended with ${child.exitCode ?? child.signalCode}: ${said}`)
        await new Promise((done) => setTimeout(done, 20))
      }
      const [, password = ''] = /password (\S+)/.exec(said) ?? []
      const admin = { email: 'admin@tradewind.example', password }
      return { url, nodes: [url], admin, post: maildevPost(`http://localhost:${mailboxPort}`), sql }
    },
    /** Stops it in order and deletes it. @throws when that takes more than a Ctrl-C. */
    async remove(): Promise<void> {
      if (shop && !hasEnded(shop)) {
        const ended = once(shop, 'exit')
        process.kill(-(shop.pid ?? 0), 'SIGINT')
        const [code] = await ended
        if (code !== 0) throw new Error(`Ctrl-C ended the shop with ${code}`)
      }
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess) => exitCode !== null || signalCode !== null

function postmasterOf(dataDir: string): number {
  const file = join(dataDir, 'postgres', 'cluster', 'postmaster.pid')
  return Number(readFileSync(file, 'utf8').split('\n')[0])
}

function mailboxOf(dataDir: string): number {
  const lines = execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' }).split('\n')
  const own = lines.find((line) => line.includes('mailbox-process') && line.includes(dataDir))
  if (!own) throw new Error('The mailbox does not run')
  return Number.parseInt(own, 10)
}

function childrenOf(pid: number): number[] {
  const found = execFileSync('ps', ['-o', 'pid=', '--ppid', `${pid}`], { encoding: 'utf8' })
  return found.split('\n').filter(Boolean).map(Number)
}

function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It went by itself, since the one before it did.
  }
}

export type Installation = Awaited<ReturnType<typeof createInstallation>>
