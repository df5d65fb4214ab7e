import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../../server/platform/free-port.ts'

export type BenchShop = {
  url: string
  mailboxUrl: string
  adminEmail: string
  adminPassword: string
  stop(): Promise<void>
}

/** The shop as `npm start` runs it, in a process and a data folder of its own. */
export async function startShop(): Promise<BenchShop> {
  const dataDir = await mkdtemp(join(tmpdir(), 'tradewind-bench-'))
  const [port, mailboxPort] = [await freePort(), await freePort()]
  const [adminEmail, adminPassword] = ['bench@tradewind.example', 'a password for the bench']
  const child = spawn(process.execPath, [join(import.meta.dirname, '../../server/start.ts')], {
    env: {
      ...process.env,
      DATA_DIR: dataDir,
      PORT: String(port),
      MAILBOX_PORT: String(mailboxPort),
      RATE_LIMIT_FACTOR: '1000000',
      ADMIN_EMAIL: adminEmail,
      ADMIN_PASSWORD: adminPassword,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  return {
    url: `http://127.0.0.1:${port}`,
    mailboxUrl: `http://127.0.0.1:${mailboxPort}`,
    adminEmail,
    adminPassword,
    stop: async () => {
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
