import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { startStack } from '../../deploy/native/stack.ts'
import { consumers } from '../../server/consumers.ts'
import { groupLags } from '../../server/platform/kafka/lag.ts'
import { envOfStack } from '../../test/support/stack.ts'
import { startMailSink } from './mail-sink.ts'
import { adminEmail, adminPassword, benchSettings, mailWorker } from './settings.ts'
import { type BenchShop, type ShopOptions, whileStill } from './shop.ts'
import { moved, secondsOf, usageOf } from './usage.ts'

/** The whole topology as `npm run stack` runs it: nginx, four nodes, a worker, PostgreSQL, Redis and Kafka; its mails are counted. */
export async function startBenchStack({ settings = {} }: ShopOptions = {}): Promise<BenchShop> {
  const dataDir = mkdtempSync(join(tmpdir(), 'tradewind-bench-'))
  const sink = await startMailSink()
  const stack = await startStack({
    env: {
      ...(await envOfStack(dataDir)),
      SMTP_URL: sink.url,
      ADMIN_EMAIL: adminEmail,
      ADMIN_PASSWORD: adminPassword,
      ...benchSettings,
      ...settings,
    },
  })
  const parts = (await stack.status()).flatMap(({ name, pid }) => (pid === undefined ? [] : [{ name, pid }]))
  const pidsOf = (isWanted: (name: string) => boolean) =>
    parts.filter(({ name }) => isWanted(name)).map(({ pid }) => pid)
  const activity = new pg.Client({ connectionString: stack.databaseUrl })
  await activity.connect()
  const brokers = { brokers: stack.kafkaBrokers, clientId: 'bench' }
  const ofWorkers = watchSessions(activity)
  const groups = consumers.map(({ name, topics }) => ({ name, groupId: `tradewind.${name}`, topics }))
  return {
    isStack: true,
    url: stack.url,
    nodeUrls: stack.nodes,
    databaseUrls: { owner: stack.databaseOwnerUrl, app: stack.databaseUrl },
    async usage() {
      const { open, endedSeconds } = await ofWorkers()
      const roots = parts.map(({ name, pid }) => ({ kind: kindOf(name), pid }))
      const usage = usageOf(roots, (pid) => (open.has(pid) ? forWorkers : undefined))
      return moved(usage, endedSeconds, { from: 'PostgreSQL', to: forWorkers })
    },
    whileStill: (work) =>
      whileStill(
        pidsOf((name) => /^(api|worker)-/.test(name)),
        work,
      ),
    whileMailsWait: (work) =>
      whileStill(
        pidsOf((name) => name === mailWorker),
        work,
      ),
    lag: async () => Object.values(await groupLags(brokers, groups)).reduce((sum, lag) => sum + lag, 0),
    mailsTaken: sink.taken,
    stop: async () => {
      await activity.end()
      await stack.stop()
      await sink.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

const forWorkers = 'PostgreSQL for the worker'

/**
 * The workers' sessions that are open, and the CPU-seconds of those that have ended since, as they were at the last look: a
 * session that nobody needs for a while ends, and then PostgreSQL has used them.
 */
function watchSessions(activity: pg.Client) {
  const seen = new Map<number, number>()
  return async () => {
    const { rows } = await activity.query<{ pid: number }>(
      `select pid from pg_stat_activity where application_name like 'tradewind worker%'`,
    )
    const open = new Set(rows.map(({ pid }) => pid))
    for (const pid of open) seen.set(pid, Math.max(secondsOf(pid), seen.get(pid) ?? 0))
    const ended = [...seen].filter(([pid]) => !open.has(pid))
    return { open, endedSeconds: ended.reduce((sum, [, seconds]) => sum + seconds, 0) }
  }
}

const kindOf = (part: string) =>
  ({ nginx: 'nginx', postgres: 'PostgreSQL', redis: 'Redis', kafka: 'Kafka' })[part] ??
  (part.startsWith('api-') ? 'back ends' : 'worker')
