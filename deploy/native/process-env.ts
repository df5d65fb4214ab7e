import { join } from 'node:path'
import { type Config, required } from '../../server/config.ts'

/**
 * The settings of one of the shop's processes: where its servers are, its secrets (by file, where this installation made
 * them), and what all nodes must agree on. What else the environment sets reaches it as it is.
 */
export async function processEnv(config: Config, { given, user, between }: Process): Promise<Env> {
  const route = async (part: Dependency, url: string) => {
    const target = new URL(url)
    target.port = String(await between({ part, user, port: Number(target.port) }))
    return target.href
  }
  const secret = (name: string) => join(config.dataDir, 'secrets', name)
  return {
    DATA_DIR: config.dataDir,
    UPLOADS_DIR: config.uploadsDir,
    PUBLIC_URL: config.publicUrl,
    TRUSTED_PROXIES: ['127.0.0.1', ...config.trustedProxies].join(','),
    DATABASE_URL: await route('postgres', required(config, 'databaseUrl', 'DATABASE_URL')),
    REDIS_URL: await route('redis', required(config, 'redisUrl', 'REDIS_URL')),
    KAFKA_BROKERS: required(config, 'kafkaBrokers', 'KAFKA_BROKERS').join(','),
    SMTP_URL: await route('smtp', required(config, 'smtpUrl', 'SMTP_URL')),
    ...(given.jwtKeys === undefined && { JWT_KEYS_FILE: secret('jwt-keys.json') }),
    ...(given.passwordPepper === undefined && { PASSWORD_PEPPER_FILE: secret('password-pepper') }),
    ...(given.mailKey === undefined && { MAIL_KEY_FILE: secret('mail-key') }),
  }
}

/** What the environment gives to all processes: all but what each gets of its own, and but the owner's rights. */
export function sharedEnv(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !own.test(name)))
}

const own =
  /^(DATA_DIR|UPLOADS_DIR|PUBLIC_URL|TRUSTED_PROXIES|DATABASE_URL|DATABASE_OWNER_URL|REDIS_URL|KAFKA_BROKERS|SMTP_URL|NODE_NAME|HOST|PORT|METRICS_PORT|MAILBOX_PORT|ADMIN_EMAIL|ADMIN_PASSWORD)(_FILE)?$/

/**
 * For tests of faults: the port by which `user` (a part's name) reaches a dependency, such as that of a TCP proxy in
 * front of it. Asked once for each of them before anything starts.
 */
export type Between = (link: { part: Dependency; user: string; port: number }) => number | Promise<number>
export type Dependency = 'postgres' | 'redis' | 'kafka' | 'smtp'

type Env = Record<string, string>
/** `given` are the settings as they were before the installation made what is absent; `user` is the process's part. */
type Process = { given: Config; user: string; between: Between }
