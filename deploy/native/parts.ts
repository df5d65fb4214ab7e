import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Config, required } from '../../server/config.ts'
import { firstAdmin } from '../../server/embedded-admin.ts'
import { createRolesAndDatabase, databaseUrls } from '../../server/embedded-database.ts'
import { settingsOfInstallation } from '../../server/embedded-settings.ts'
import { freePort } from '../../server/platform/free-port.ts'
import { createLog } from '../../server/platform/log.ts'
import { prepareShop } from '../../server/prepare-shop.ts'
import type { NginxOptions } from '../nginx/render-config.ts'
import { connectionBudget } from './connection-budget.ts'
import type { Part } from './part.ts'
import { apiPart } from './parts/api.ts'
import { kafkaPart } from './parts/kafka.ts'
import { mailboxPart } from './parts/mailbox.ts'
import { migratePart } from './parts/migrate.ts'
import { nginxOptions, nginxPart } from './parts/nginx.ts'
import { nginxMetricsPart } from './parts/nginx-metrics.ts'
import { postgresFolder, postgresPart } from './parts/postgres.ts'
import { redisPart } from './parts/redis.ts'
import { workerPart } from './parts/worker.ts'
import type { Plan } from './plan.ts'
import { type Between, processEnv } from './process-env.ts'

/** The processes of the stack, each after those that it needs, and the settings they have in common. */
export async function partsOf(plan: Plan, between: Between): Promise<Parts> {
  const { given, nodes } = plan
  const servers: Part[] = []
  const database = plan.postgresPort === undefined ? undefined : await postgres(plan, plan.postgresPort)
  if (database) servers.push(database.part)
  if (plan.redisPort !== undefined) servers.push(redisPart(plan.redisPort))
  if (plan.kafkaPort !== undefined) servers.push(await kafka(plan, plan.kafkaPort, between))
  const mailbox = plan.smtpPort === undefined ? undefined : mailboxAt(plan, plan.smtpPort)
  if (mailbox) servers.push(mailbox.part)

  const config = {
    ...settingsOfInstallation(given, { database, mailbox }),
    redisUrl: given.redisUrl ?? `redis://127.0.0.1:${plan.redisPort}`,
    kafkaBrokers: given.kafkaBrokers ?? [`127.0.0.1:${plan.kafkaPort}`],
  }
  mkdirSync(config.uploadsDir, { recursive: true })
  const envOf = (user: string) => processEnv(config, { given, user, between })
  const opening = { passwordHolds: true }
  const ownerUrl = required(config, 'databaseOwnerUrl', 'DATABASE_OWNER_URL')
  const migrate: Part = {
    ...migratePart({
      needs: servers.map(({ name }) => name),
      env: { ...(await envOf('migrate')), DATABASE_OWNER_URL: ownerUrl },
    }),
    prepare: async () => Object.assign(opening, await openShop(config, plan)),
  }
  const backEnds = await Promise.all(
    nodes.map(async (node) => apiPart(node, { needs: ['migrate'], env: await envOf(node.name) })),
  )
  const workers = await Promise.all(
    plan.workers.map(async (worker) =>
      workerPart(worker, { needs: ['migrate'], env: await envOf(worker.name) }),
    ),
  )
  const nginx = nginxOptions(plan, config)
  const door = nginxPart(
    given.dataDir,
    nginx,
    backEnds.map(({ name }) => name),
  )
  const { nginxMetricsPort } = plan
  const watch = nginxMetricsPort === undefined ? [] : [nginxMetricsPart(nginxMetricsPort, nginx.accessLog)]
  return {
    parts: [...servers, migrate, ...workers, ...backEnds, door, ...watch],
    nginx,
    config,
    mailboxUrl: mailbox?.url,
    superuserUrl: database?.superuserUrl,
    passwordHolds: () => opening.passwordHolds,
  }
}

async function postgres({ given, nodes, workers }: Plan, port: number) {
  const dir = postgresFolder(given.dataDir)
  const maxConnections = connectionBudget({
    nodes: nodes.length,
    workers: workers.length,
    poolSize: given.databasePoolSize,
  })
  const { part, superuserUrl, urlFor } = await postgresPart({ dir, port, maxConnections })
  const prepare = () => createRolesAndDatabase({ superuserUrl }, given)
  return { ...databaseUrls(given, urlFor), superuserUrl, part: { ...part, prepare }, close: async () => {} }
}

async function kafka({ given: { dataDir } }: Plan, port: number, between: Between) {
  // Clients go where the broker tells them to, so there is one way to it for all.
  const advertisedPort = await between({ part: 'kafka', user: 'all', port })
  return kafkaPart({ dataDir, port, controllerPort: await freePort(), advertisedPort })
}

function mailboxAt({ given }: Plan, smtpPort: number) {
  const dir = join(given.dataDir, 'mailbox')
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  return {
    part: mailboxPart({ dir, port: given.mailboxPort, smtpPort }),
    url: `http://localhost:${given.mailboxPort}`,
    smtpUrl: `smtp://127.0.0.1:${smtpPort}`,
  }
}

/** The first admin and, in a database of the stack's own, the demo catalogue: before a node opens. */
async function openShop(config: Config, plan: Plan) {
  const log = createLog({ level: 'silent', name: 'start' })
  return prepareShop(config, { admin: firstAdmin(plan.given), own: plan.postgresPort !== undefined, log })
}

export type Parts = {
  parts: Part[]
  nginx: NginxOptions
  config: Config
  mailboxUrl: string | undefined
  superuserUrl: string | undefined
  /** Whether the admin's password still opens the account; known once `migrate` is through. */
  passwordHolds: () => boolean
}
