import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { freePort } from '../../server/platform/free-port.ts'
import type { TestShop } from './shop.ts'

/** `server/NAME.ts` in a process of its own, on a test's shop. `stop` sends SIGTERM and answers [exit code, signal]. */
export async function startProcess(
  shop: Pick<TestShop, 'context' | 'appUrl' | 'ownerUrl'>,
  name: string,
  args: string[] = [],
  settings: Record<string, string> = {},
) {
  const { dataDir, uploadsDir, jwtKeys, passwordPepper, mailKey, kafkaBrokers, kafkaGroupPrefix } =
    shop.context.config
  const metricsPort = await freePort()
  const env = {
    ...process.env,
    DATA_DIR: dataDir,
    UPLOADS_DIR: uploadsDir,
    DATABASE_URL: shop.appUrl,
    DATABASE_OWNER_URL: shop.ownerUrl,
    KAFKA_BROKERS: kafkaBrokers?.join(','),
    KAFKA_GROUP_PREFIX: kafkaGroupPrefix,
    JWT_KEYS: jwtKeys,
    PASSWORD_PEPPER: passwordPepper,
    MAIL_KEY: mailKey,
    METRICS_PORT: String(metricsPort),
    NODE_NAME: `${name}-${metricsPort}`,
    LOG_LEVEL: 'warn',
    ...settings,
  }
  const script = join(import.meta.dirname, `../../server/${name}.ts`)
  const child = spawn(process.execPath, [script, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const said = { out: '', err: '' }
  child.stdout.on('data', (chunk) => {
    said.out += chunk
  })
  child.stderr.on('data', (chunk) => {
    said.err += chunk
  })
  const ended = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>
  return {
    child,
    said,
    ended,
    /** What it serves on METRICS_PORT; undefined while it does not. */
    get: async (path: string) => {
      const answer = await fetch(`http://127.0.0.1:${metricsPort}${path}`).catch(() => undefined)
      return answer && { status: answer.status, text: await answer.text() }
    },
    kill: () => end(child, 'SIGKILL', ended),
    stop: () => end(child, 'SIGTERM', ended),
  }
}

export type TestProcess = Awaited<ReturnType<typeof startProcess>>

function end(
  child: ChildProcess,
  signal: NodeJS.Signals,
  ended: Promise<[number | null, NodeJS.Signals | null]>,
) {
  child.kill('SIGCONT')
  child.kill(signal)
  return ended
}
