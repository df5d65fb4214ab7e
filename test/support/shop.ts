import { generateKeyPairSync } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { buildApp } from '../../server/app.ts'
import { loadConfig } from '../../server/config.ts'
import { type Context, createContext } from '../../server/context.ts'
import { createDatabase } from './database.ts'

/**
 * A whole shop on a database of its own, nothing mocked: requests go in by `app.inject`, `sql` looks at the tables as
 * their owner. `settings` are environment variables. `again()` starts one more node on the same database.
 */
export async function startShop(settings: Record<string, string> = {}, overrides: Partial<Context> = {}) {
  const database = await createDatabase()
  const dataDir = await mkdtemp(join(tmpdir(), 'tradewind-data-'))
  const env = {
    DATA_DIR: dataDir,
    DATABASE_URL: database.appUrl,
    JWT_KEYS: testKeys,
    PASSWORD_PEPPER: 'a pepper for tests, 32 bytes long',
    MAIL_KEY: 'a mail key for tests, 32 bytes ok',
    LOG_LEVEL: 'silent',
    RATE_LIMIT_FACTOR: '1000',
    WEB_DIR: join(dataDir, 'web'),
    MAX_EVENT_LOOP_DELAY_MS: '60000',
    MAX_TRANSACTION_WAIT_MS: '60000',
    ...settings,
  }
  const owner = new pg.Pool({ connectionString: database.ownerUrl, max: 2, types: numbers })
  // Dropping the database may still end a connection that is just closing.
  owner.on('connect', (client) => client.on('error', () => {}))
  owner.on('error', () => {})
  const nodes: Awaited<ReturnType<typeof startNode>>[] = []
  const start = async (more: Record<string, string> = {}) => {
    const node = await startNode({ ...env, ...more }, overrides)
    nodes.push(node)
    return node
  }
  const first = await start()
  return {
    ...first,
    again: start,
    ownerUrl: database.ownerUrl,
    appUrl: database.appUrl,
    dataDir,
    sql: async <Row = Record<string, unknown>>(text: string, values: unknown[] = []) =>
      (await owner.query(text, values)).rows as Row[],
    close: async () => {
      for (const node of nodes) await node.close()
      await owner.end()
      await database.drop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

export type TestShop = Awaited<ReturnType<typeof startShop>>

async function startNode(env: Record<string, string>, overrides: Partial<Context>) {
  const context = await createContext(loadConfig(env), overrides)
  const app = await buildApp(context)
  let open = true
  return {
    context,
    app,
    close: async () => {
      if (!open) return
      open = false
      await app.close()
      await context.close()
    },
  }
}

const { privateKey, publicKey } = generateKeyPairSync('ed25519', {
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
})
const testKeys = JSON.stringify([{ kid: 'test', privateKey, publicKey }])

const numbers = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === 20 ? Number : pg.types.getTypeParser(oid, format as 'text'),
} as pg.CustomTypesConfig
