import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join, resolve } from 'node:path'
import { refusal } from './platform/refusal.ts'

/**
 * Reads every setting of the shop; nothing else reads process.env. A setting that is present switches its part on.
 * @throws a refusal that names the setting that is wrong or missing, and says what it takes.
 */
export function loadConfig(env: NodeJS.ProcessEnv) {
  const read = reader(env)
  const dataDir = resolve(read.text('DATA_DIR', '.data'))
  const port = read.port('PORT', 8080)
  return {
    nodeName: read.text('NODE_NAME', `${hostname()}:${port}`),
    host: read.text('HOST', '0.0.0.0'),
    port,
    metricsPort: read.optional('METRICS_PORT', (name) => read.port(name, 0)),
    mailboxPort: read.port('MAILBOX_PORT', 1080),
    publicUrl: read.url('PUBLIC_URL', ['http:', 'https:'], `http://localhost:${port}`).replace(/\/$/, ''),
    trustedProxies: read.list('TRUSTED_PROXIES'),
    dataDir,
    uploadsDir: resolve(read.text('UPLOADS_DIR', `${dataDir}/uploads`)),
    webDir: resolve(read.text('WEB_DIR', join(import.meta.dirname, '../web/dist'))),
    databaseUrl: read.optional('DATABASE_URL', (name) => read.url(name, ['postgres:', 'postgresql:'])),
    databaseOwnerUrl: read.optional('DATABASE_OWNER_URL', (name) =>
      read.url(name, ['postgres:', 'postgresql:']),
    ),
    databasePoolSize: read.integer('DATABASE_POOL_SIZE', 10, 1, 200),
    maxRequestsInFlight: read.integer('MAX_REQUESTS_IN_FLIGHT', 500, 1, 100_000),
    maxTransactionWaitMs: read.integer('MAX_TRANSACTION_WAIT_MS', 400, 10, 600_000),
    maxEventLoopDelayMs: read.integer('MAX_EVENT_LOOP_DELAY_MS', 500, 10, 600_000),
    redisUrl: read.optional('REDIS_URL', (name) => read.url(name, ['redis:', 'rediss:'])),
    redisTimeoutMs: read.integer('REDIS_TIMEOUT_MS', 50, 1, 10_000),
    otlpEndpoint: read.optional('OTEL_EXPORTER_OTLP_ENDPOINT', (name) => read.url(name, ['http:', 'https:'])),
    tracesShare: read.share('OTEL_TRACES_SAMPLER_ARG'),
    kafkaBrokers: read.optional('KAFKA_BROKERS', (name) => read.addresses(name)),
    kafkaGroupPrefix: read.match(
      'KAFKA_GROUP_PREFIX',
      /^[\w.-]{1,100}$/,
      'letters, digits, dots and dashes',
      'tradewind',
    ),
    smtpUrl: read.optional('SMTP_URL', (name) => read.url(name, ['smtp:', 'smtps:'])),
    shopName: read.text('SHOP_NAME', 'Tradewind'),
    currency: read.match('CURRENCY', /^[A-Z]{3}$/, 'three capital letters of ISO 4217, such as USD', 'USD'),
    mailFrom: read.text('MAIL_FROM', 'shop@tradewind.example'),
    adminEmail: read.optional('ADMIN_EMAIL', (name) =>
      read.match(name, /^[^\s@]+@[^\s@]+$/, 'an e-mail address'),
    ),
    adminPassword: read.optional('ADMIN_PASSWORD', (name) => read.text(name)),
    jwtKeys: read.optional('JWT_KEYS', (name) => read.secret(name, 1)),
    passwordPepper: read.optional('PASSWORD_PEPPER', (name) => read.secret(name, 32)),
    mailKey: read.optional('MAIL_KEY', (name) => read.secret(name, 32)),
    rateLimitFactor: read.integer('RATE_LIMIT_FACTOR', 1, 1, 1_000_000),
    logLevel: read.match(
      'LOG_LEVEL',
      /^(trace|debug|info|warn|error|silent)$/,
      'trace, debug, info, warn, error or silent',
      'info',
    ),
  }
}

export type Config = ReturnType<typeof loadConfig>

/**
 * The value of a setting that this process cannot do without.
 * @throws a refusal when it is absent.
 */
export function required<K extends keyof Config>(
  config: Config,
  key: K,
  setting: string,
): NonNullable<Config[K]> {
  const value = config[key]
  if (value === undefined || value === null)
    throw refusal(`${setting} is missing: set it, or start the shop with "npm start", which makes its own`)
  return value
}

/** Reads settings one by one, each with what it takes; what is wrong is refused by name. */
export function reader(env: NodeJS.ProcessEnv) {
  const raw = (name: string) => {
    const file = env[`${name}_FILE`]
    if (file === undefined) return env[name]?.trim() || undefined
    try {
      return readFileSync(file, 'utf8').trim()
    } catch (error) {
      throw refusal(`${name}_FILE names ${file}, which cannot be read: ${(error as Error).message}`)
    }
  }
  const text = (name: string, fallback?: string) => {
    const value = raw(name) ?? fallback
    if (value === undefined) throw refusal(`${name} is missing: set it`)
    return value
  }
  const match = (name: string, pattern: RegExp, what: string, fallback?: string) => {
    const value = text(name, fallback)
    if (!pattern.test(value)) throw refusal(`${name} is ${JSON.stringify(value)}: it takes ${what}`)
    return value
  }
  const integer = (name: string, fallback: number, min: number, max: number) => {
    const value = text(name, String(fallback))
    const number = Number(value)
    if (!Number.isInteger(number) || number < min || number > max)
      throw refusal(`${name} is ${JSON.stringify(value)}: it takes a whole number from ${min} to ${max}`)
    return number
  }
  const share = (name: string) => {
    const number = Number(text(name, '1'))
    if (!(number >= 0 && number <= 1))
      throw refusal(`${name} is ${text(name)}: it takes a number from 0 to 1`)
    return number
  }
  const url = (name: string, protocols: string[], fallback?: string) => {
    const value = text(name, fallback)
    if (!URL.canParse(value) || !protocols.includes(new URL(value).protocol))
      throw refusal(`${name} is not an address this part understands: it takes ${protocols[0]}//host:port...`)
    return value
  }
  const list = (name: string) =>
    (raw(name) ?? '')
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean)
  const addresses = (name: string) => {
    const found = list(name)
    const isAddress = (text: string) => /^[^:/\s]+:\d{1,5}$/.test(text)
    if (found.length === 0 || !found.every(isAddress))
      throw refusal(
        `${name} is ${JSON.stringify(raw(name))}: it takes host:port, several separated by commas`,
      )
    return found
  }
  const secret = (name: string, bytes: number) => {
    const value = text(name)
    if (Buffer.byteLength(value) < bytes)
      throw refusal(`${name} is too short: it takes at least ${bytes} bytes`)
    return value
  }
  return {
    text,
    match,
    integer,
    share,
    url,
    secret,
    port: (name: string, fallback: number) => integer(name, fallback, 0, 65535),
    list,
    addresses,
    optional: <T>(name: string, take: (name: string) => T): T | undefined =>
      raw(name) === undefined ? undefined : take(name),
  }
}
