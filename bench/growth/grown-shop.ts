import { spawn } from 'node:child_process'
import { createReadStream, mkdirSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { isWell } from '../../deploy/is-well.ts'
import { loadConfig } from '../../server/config.ts'
import { databaseUrls } from '../../server/embedded-database.ts'
import { startEmbeddedPostgres } from '../../server/platform/embedded-postgres.ts'
import { freePort } from '../../server/platform/free-port.ts'
import { readPostmasterPid } from '../../server/platform/postgres-pid-file.ts'
import { endProcess } from '../../test/support/end-process.ts'
import { benchSettings } from '../lib/settings.ts'
import { usageOf } from '../lib/usage.ts'
import { superuserOn } from './grow.ts'

/**
 * One node on a grown database, with durable commits. It only answers: what else a shop does is the worker's where Kafka is named, and
 * there is no worker. `explains` has PostgreSQL log the plan of every statement as it was carried out.
 */
export async function startGrownShop(dataDir: string, { explains }: { explains: boolean }) {
  const config = loadConfig({ DATA_DIR: dataDir })
  const logFile = join(dataDir, 'postgres.log')
  const dir = join(dataDir, 'postgres')
  await readWhole(join(dir, 'cluster', 'base'))
  const server = await startEmbeddedPostgres({ dir, logFile, settings: explains ? explaining : {} })
  const { ownerUrl, appUrl } = databaseUrls(config, server.urlFor)
  await readCatalogue(superuserOn(ownerUrl, server))
  const port = await freePort()
  mkdirSync(config.uploadsDir, { recursive: true })
  const child = spawn(process.execPath, [join(import.meta.dirname, '../../server/api.ts')], {
    env: {
      PATH: process.env.PATH,
      DATA_DIR: dataDir,
      PORT: String(port),
      DATABASE_URL: appUrl,
      KAFKA_BROKERS: '127.0.0.1:1',
      SMTP_URL: 'smtp://127.0.0.1:1',
      MAIL_KEY: 'a key of no shop that anybody has',
      LOG_LEVEL: 'warn',
      NODE_NAME: nodeName,
      ...benchSettings,
    },
    stdio: 'ignore',
  })
  const url = `http://127.0.0.1:${port}`
  while (!(await isWell(`${url}/healthz`))) {
    if (child.exitCode !== null) throw new Error('the node did not start')
    await sleep(50)
  }
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  const postmaster = readPostmasterPid(join(dir, 'cluster'))?.pid as number
  return {
    url,
    logFile,
    logSize: () => statSync(logFile).size,
    sql: async <Row>(text: string, values: unknown[] = []) =>
      (await client.query(text, values)).rows as Row[],
    usage: () =>
      usageOf([
        { kind: 'back end', pid: child.pid as number },
        { kind: 'PostgreSQL', pid: postmaster },
      ]),
    async stop() {
      await client.end()
      await endProcess(child)
      await server.stop()
    },
  }
}

export const nodeName = 'grown'

/** And PostgreSQL has in its buffers what people look at all day. */
async function readCatalogue(superuserUrl: string) {
  const client = new pg.Client({ connectionString: superuserUrl })
  await client.connect()
  await client.query('create extension if not exists pg_prewarm')
  const { rows } = await client.query<{ mb: number }>(
    `select sum(pg_prewarm(name::regclass))::int / 128 as mb from unnest($1::text[]) as n (name)`,
    [catalogue],
  )
  console.log(`growth: ${rows[0]?.mb} MB of the catalogue are in PostgreSQL's buffers`)
  await client.end()
}

/** What lists and product pages are read from, without what searches are. */
const catalogue = [
  ...['products', 'variants', 'stock', 'images'],
  ...['products_pkey', 'variants_of_product', 'variants_pkey', 'stock_pkey', 'images_of_product'],
  ...['products_newest', 'products_price', 'products_category_newest'],
]

/** The machine has the pages of a shop that has run for a while in its memory: what is measured is no first day. */
async function readWhole(dir: string) {
  for (const file of readdirSync(dir, { recursive: true, withFileTypes: true }))
    if (file.isFile())
      await finished(createReadStream(join(file.parentPath, file.name), { highWaterMark: 2 ** 20 }).resume())
}

const explaining = {
  shared_preload_libraries: 'auto_explain',
  'auto_explain.log_min_duration': 0,
  'auto_explain.log_analyze': 'on',
  'auto_explain.log_timing': 'off',
  'auto_explain.log_buffers': 'on',
  'auto_explain.log_format': 'json',
  // What triggers and foreign keys do is logged on its own.
  'auto_explain.log_nested_statements': 'on',
  log_line_prefix: '%m [%p] %a ',
}

export type GrownShop = Awaited<ReturnType<typeof startGrownShop>>
