import { openCatalog } from './catalog/open-catalog.ts'
import { type Config, required } from './config.ts'
import { overloaded } from './errors.ts'
import { parseSigningKeys } from './platform/access-token.ts'
import type { BusyNodes } from './platform/busy-nodes.ts'
import type { ChangeLog } from './platform/change-log.ts'
import { createHealth, type Health } from './platform/health.ts'
import { kafkaAddress } from './platform/kafka/kafka-address.ts'
import { createKeyedTurns, type KeyedTurns } from './platform/keyed-turns.ts'
import { deriveKey } from './platform/keys.ts'
import { createLog, type Log } from './platform/log.ts'
import type { Requests } from './platform/make-way.ts'
import { createMetrics, gauge, type Metrics } from './platform/metrics.ts'
import { createPasswords, type Passwords } from './platform/passwords.ts'
import { createPool, type Db, type Pool } from './platform/postgres.ts'
import { createRateLimiter, type RateLimiter } from './platform/rate-limit.ts'
import type { ReadThrough } from './platform/read-through.ts'
import { createSessions, type Sessions } from './platform/session.ts'
import { openShared, type Shared } from './platform/shared.ts'
import { createSignal, type Signal } from './platform/signal.ts'
import { createSilenceWatch } from './platform/silence.ts'
import { openTracing, type Tracing, tracePool } from './platform/tracing.ts'
import { watchPools, watchStorage, watchWorkQueues } from './platform/watch-parts.ts'
import { createWorkQueue } from './platform/work-queue.ts'

/** Everything the shop's functions need, built by hand, in order. A domain's function takes the part of it that it uses. */
export type Context = {
  config: Config
  log: Log
  metrics: Metrics
  /** Follows requests, where OTEL_EXPORTER_OTLP_ENDPOINT is set. */
  tracing: Tracing | undefined
  db: Pool
  health: Health
  sessions: Sessions
  passwords: Passwords
  /** Keys of codes and refresh tokens, derived from PASSWORD_PEPPER, and MAIL_KEY as it is. */
  keys: { codes: Buffer; refreshTokens: Buffer; mail: string }
  rateLimit: RateLimiter
  /** Runs the logins of one account one after the other. */
  loginTurns: KeyedTurns
  /** One picture is worked on at a time: decoding takes a core and much memory, and the catalogue needs the other one. */
  pictureQueue: ReturnType<typeof createWorkQueue>
  /** Reads of the catalogue that the cache has not: they fail after 2 s. */
  catalogDb: Db
  /** What outdates the cache. Wait for a `poll()` after a commit that changed products: this node then shows it. */
  catalogChanges: ChangeLog
  /** Answers from the cache, or from PostgreSQL and keeps it. */
  readThrough: ReadThrough
  /** The cache that all nodes share, where REDIS_URL names one. */
  sharedCache: Shared['cache']
  /** Where nodes tell workers that people wait, where REDIS_URL names one. */
  busyNodes: BusyNodes | undefined
  /** What this process answers, for work that makes way for it. */
  requests: Requests
  /** Rings after a commit that wrote outbox rows, and after one that wrote mails. */
  eventsWritten: Signal
  mailsWritten: Signal
  close(): Promise<void>
}

/** @throws a refusal when a setting that the shop cannot do without is missing. */
export async function createContext(config: Config, overrides: Partial<Context> = {}): Promise<Context> {
  const log = overrides.log ?? createLog({ level: config.logLevel, name: config.nodeName })
  const metrics = overrides.metrics ?? createMetrics()
  const tracing = overrides.tracing ?? (await openTracing(config, log))
  const listen = createSilenceWatch()
  const poolOf = (size: number, name: string) =>
    createPool({
      url: required(config, 'databaseUrl', 'DATABASE_URL'),
      size,
      name,
      listen,
      onError: (error) => log.warn({ err: error }, 'an idle connection to PostgreSQL broke'),
    })
  const db =
    overrides.db ?? tracePool(poolOf(config.databasePoolSize, `tradewind ${config.nodeName}`), tracing)
  const health = createHealth()
  health.check('postgres', () => db.query({ text: 'select 1' }))
  if (config.kafkaBrokers) health.check('kafka', () => pingKafka(config))
  const pepper = required(config, 'passwordPepper', 'PASSWORD_PEPPER')
  const keys = {
    codes: deriveKey(pepper, 'codes'),
    refreshTokens: deriveKey(pepper, 'refresh tokens'),
    mail: required(config, 'mailKey', 'MAIL_KEY'),
  }
  // What waits for bcrypt holds requests open: so few of them that browsing, which is refused first, does not feel it.
  const maxWaiting = Math.ceil(config.maxRequestsInFlight / 4)
  const passwords = overrides.passwords ?? createPasswords({ pepper, maxPatient: maxWaiting })
  const loginTurns = createKeyedTurns({ limit: Math.ceil(maxWaiting / 2), waitMs: 1_000, refuse: overloaded })
  const listDb = poolOf(2, `tradewind ${config.nodeName} lists`)
  watchPools(metrics, { shop: db, lists: listDb })
  const signingKeys = parseSigningKeys(required(config, 'jwtKeys', 'JWT_KEYS'))
  const sessions = overrides.sessions ?? createSessions({ keys: signingKeys, db, listDb, log })
  const listAge = () => sessions.listAgeMs() / 1000
  gauge(metrics, 'tradewind_revocations_age_seconds', 'Since the last look for revoked sessions', listAge)
  const shared = await openShared({ config, log, metrics, health, pepper })
  const rateLimit = overrides.rateLimit ?? shared.limiter(createRateLimiter())
  const pictureQueue = createWorkQueue({ concurrency: 1, maxWaitMs: 10_000, expectedMs: 700 })
  watchWorkQueues(metrics, { passwords, pictures: pictureQueue })
  watchStorage(metrics, config.uploadsDir)
  const { catalogDb, catalogChanges, readThrough } = openCatalog({
    db,
    listDb,
    log,
    metrics,
    behind: shared.behind,
  })
  const eventsWritten = createSignal()
  const mailsWritten = createSignal()
  return {
    config,
    log,
    metrics,
    tracing,
    db,
    health,
    sessions,
    passwords,
    keys,
    rateLimit,
    loginTurns,
    pictureQueue,
    catalogDb,
    catalogChanges,
    readThrough,
    sharedCache: shared.cache,
    busyNodes: shared.busyNodes,
    requests: { inFlight: 0, letIn: 0, refused: 0, refusedAt: Number.NEGATIVE_INFINITY, elsewhere: false },
    eventsWritten,
    mailsWritten,
    close: async () => {
      await sessions.close()
      await catalogChanges.close()
      await shared.close()
      await listDb.close()
      await db.close()
      await tracing?.close()
    },
    ...overrides,
  }
}

/** Loaded when it is asked for: the client takes longer to load than the rest of a node. */
async function pingKafka(config: Config) {
  const { askKafka } = await import('./platform/kafka/admin.ts')
  await askKafka(kafkaAddress(config), (admin) => admin.metadata({ topics: [] }), 2_000)
}
