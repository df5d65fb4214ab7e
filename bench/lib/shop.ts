import { spawn } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadConfig } from '../../server/config.ts'
import { openEmbeddedDatabase } from '../../server/embedded-database.ts'
import { freePort } from '../../server/platform/free-port.ts'
import { startMailSink } from './mail-sink.ts'

export type BenchShop = {
  url: string
  /** The process that runs the shop and, below it, its PostgreSQL. */
  pid: number
  adminEmail: string
  adminPassword: string
  /** The keys that sign its tokens, as JWT_KEYS takes them. */
  jwtKeys: string
  databaseUrls: { owner: string; app: string }
  mailsTaken(): number
  stop(): Promise<void>
}

/** The shop as `npm start` runs it, with durable commits, in a process and a data folder of its own; its mails are counted. */
export async function startShop(): Promise<BenchShop> {
  const dataDir = await mkdtemp(join(tmpdir(), 'tradewind-bench-'))
  const port = await freePort()
  const sink = await startMailSink()
  const [adminEmail, adminPassword] = ['bench@tradewind.example', 'a password for the bench']
  const jwtKeys = newJwtKeys()
  const child = spawn(process.execPath, [join(import.meta.dirname, '../../server/start.ts')], {
    env: {
      ...process.env,
      DATA_DIR: dataDir,
      PORT: String(port),
      SMTP_URL: sink.url,
      JWT_KEYS: jwtKeys,
      RATE_LIMIT_FACTOR: '1000000',
      // A closed loop saturates a node on purpose, with few requests in flight: nothing is to be refused.
      MAX_EVENT_LOOP_DELAY_MS: '10000',
      MAX_TRANSACTION_WAIT_MS: '10000',
      ADMIN_EMAIL: adminEmail,
      ADMIN_PASSWORD: adminPassword,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  const database = await openEmbeddedDatabase(loadConfig({ DATA_DIR: dataDir }))
  return {
    url: `http://127.0.0.1:${port}`,
    pid: child.pid as number,
    adminEmail,
    adminPassword,
    jwtKeys,
    databaseUrls: { owner: database.ownerUrl, app: database.appUrl },
    mailsTaken: sink.taken,
    stop: async () => {
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
      await sink.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

function newJwtKeys() {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519', {
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  })
  return JSON.stringify([{ kid: 'bench', privateKey, publicKey }])
}
