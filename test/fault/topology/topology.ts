import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { isWell } from '../../../deploy/is-well.ts'
import { connectionBudget } from '../../../deploy/native/connection-budget.ts'
import { startStack } from '../../../deploy/native/stack.ts'
import { mailConnections } from '../../../server/platform/mail-sender.ts'
import { envOfStack } from '../../support/stack.ts'
import { slack } from '../claims.ts'
import type { Shop } from '../people/shop.ts'
import { createLinks } from './links.ts'
import { createPostOffice } from './post-office.ts'
import { createVitals } from './vitals.ts'

/**
 * The whole shop as `npm run stack` runs it, in a folder of its own, with a proxy on every way between its parts and
 * with mail servers that can be told how to answer.
 */
export async function startTopology({ settings = {}, hasSmallDisks = false }: TopologyOptions = {}) {
  const dataDir = mkdtempSync(join(tmpdir(), 'tw-fault-'))
  const disks = { uploadsDir: join(dataDir, 'uploads'), postgresDir: join(dataDir, 'postgres') }
  const remove = hasSmallDisks ? mountSmall(disks) : () => {}
  const links = createLinks()
  const office = createPostOffice()
  const stack = await startStack({
    env: {
      ...(await envOfStack(dataDir)),
      SMTP_URL: 'smtp://127.0.0.1:1',
      DATABASE_POOL_SIZE: '6',
      RATE_LIMIT_FACTOR: '100000',
      MAX_EVENT_LOOP_DELAY_MS: '60000',
      MAX_TRANSACTION_WAIT_MS: '60000',
      ...settings,
    },
    between: (link) => (link.part === 'smtp' ? office.open(link.user) : links.between(link)),
  }).catch((error) => {
    remove()
    rmSync(dataDir, { recursive: true, force: true })
    throw error
  })
  const pool = superuserPool(stack.superuserUrl ?? '', stack.databaseOwnerUrl)
  const sql = async <Row>(text: string, values: unknown[] = []) =>
    (await pool.query(text, values)).rows as Row[]
  const { email, password } = stack.admin
  const shop: Shop = {
    url: stack.url,
    nodes: stack.nodes,
    admin: { email, password },
    post: office.post,
    brokers: stack.kafkaBrokers.join(','),
    sql,
  }
  const vitals = createVitals()
  /** How often each part was killed or started by a fault. */
  const injected = new Map<string, number>()
  const killed = new Map<string, number>()

  return {
    shop,
    stack,
    links,
    office,
    vitals,
    injected,
    /** What the shop's own processes may take of PostgreSQL's connections. */
    connectionBudget: (await maxConnections(sql)) - connectionBudget({ nodes: 0, workers: 0, poolSize: 0 }),
    disks,
    killed,
    /** Mails that may lie there twice: those that a sender had under way when it was killed. */
    mailsAtRisk: () =>
      office.senders().reduce((sum, sender) => sum + (killed.get(sender) ?? 0) * mailConnections, 0),
    /** Opens every way, has every mail taken, and has every part run. */
    async heal() {
      links.heal()
      office.heal()
      for (const { name, state } of await stack.status()) {
        if (state === 'running') await stack.kill(name, 'CONT')
        else if (state !== 'done') {
          injected.set(name, (injected.get(name) ?? 0) + 1)
          await stack.start(name)
        }
      }
    },
    /** Notes how the processes are at this moment. */
    async look() {
      const [count] = await sql<{ n: number }>(
        `select count(*)::int as n from pg_stat_activity
         where backend_type = 'client backend' and usename = 'tradewind_app' and application_name <> '${stranger}'`,
      ).catch(() => [])
      vitals.look(await stack.status(), count?.n ?? 0)
    },
    /**
     * Resolves once nginx and every node, or so many of them, answer and can reach what they need.
     * @throws when that takes minutes.
     */
    async untilWell(nodes = stack.nodes.length) {
      const giveUpAt = performance.now() + 60_000 * slack
      while ((await countWell([stack.url])) < 1 || (await countWell(stack.nodes)) < nodes) {
        if (performance.now() > giveUpAt) throw new Error('Long after the fault some node is still not ready')
        await sleep(100)
      }
    },
    async close() {
      await pool.end()
      await stack.stop()
      await Promise.all([links.close(), office.close()])
      remove()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** Disks in memory that a fault can fill, for pictures and for PostgreSQL with the log it keeps (1 GB). Takes root. */
function mountSmall({ uploadsDir, postgresDir }: { uploadsDir: string; postgresDir: string }) {
  for (const [dir, size] of [
    [uploadsDir, '64m'],
    [postgresDir, '1400m'],
  ] as const) {
    mkdirSync(dir, { recursive: true })
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size},mode=755`, 'tmpfs', dir])
  }
  return () => {
    for (const dir of [uploadsDir, postgresDir]) execFileSync('umount', [dir])
  }
}

const maxConnections = async (sql: Shop['sql']) => {
  const [row] = await sql<{ n: string }>(`select current_setting('max_connections') as n`)
  return Number(row?.n)
}

/** By this name a fault connects, whose connections are not the shop's. */
export const stranger = 'stranger'

const countWell = async (addresses: string[]) =>
  (await Promise.all(addresses.map((one) => isWell(`${one}/readyz`)))).filter(Boolean).length

function superuserPool(superuserUrl: string, ownerUrl: string) {
  const url = new URL(superuserUrl)
  url.pathname = new URL(ownerUrl).pathname
  const pool = new pg.Pool({ connectionString: url.href, max: 3, connectionTimeoutMillis: 5_000 })
  // PostgreSQL goes away under it, by design.
  pool.on('connect', (client) => client.on('error', () => {}))
  pool.on('error', () => {})
  return pool
}

export type TopologyOptions = { settings?: Record<string, string>; hasSmallDisks?: boolean }
export type Topology = Awaited<ReturnType<typeof startTopology>>
