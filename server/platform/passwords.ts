import { createHmac } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { hash as bcryptHash, verify as bcryptVerify } from '@node-rs/bcrypt'
import type { AppError } from '../errors.ts'
import { letEventLoopGoFirst } from './priority.ts'
import { createWorkQueue, type WorkQueueStats } from './work-queue.ts'

/**
 * Hashes and compares passwords off the event loop, a few at a time; each call throws a 503 when too many wait.
 * Comparing goes first: who logs in waits under a second. Who registers may wait ten times as long.
 */
export type Passwords = {
  /** `patiently: false` refuses as soon as `verify` would. */
  hash(password: string, options?: { patiently: boolean }): Promise<string>
  /** Takes as long without a hash as with one, and answers false then (S06). */
  verify(password: string, hash: string | undefined): Promise<boolean>
  /** What a comparison would be refused with now. */
  refusal(): AppError | undefined
  /** Whether a hash was made at a lower cost than is asked for today. */
  isOutdated(hash: string): boolean
  stats(): WorkQueueStats
}

/**
 * bcrypt over a keyed hash: bcrypt reads 72 bytes, and every character of a password shall count (S04). The pepper
 * lives outside the database. One core is left to the event loop where there are two.
 * https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html#pre-hashing-passwords-with-bcrypt
 */
export function createPasswords(options: PasswordsOptions): Passwords {
  const { pepper, cost = 10, maxWaitMs = 800, maxPatient = 125 } = options
  const concurrency = Math.max(1, Math.min(2, availableParallelism() - 1))
  const patient = { maxWaitMs: 10 * maxWaitMs, limit: maxPatient }
  const queued = createWorkQueue({ concurrency, maxWaitMs, expectedMs: 60, patient })
  const nobodys = `$2b$${String(cost).padStart(2, '0')}$${'.'.repeat(53)}`

  // 48 bytes as 64 characters: below bcrypt's 72, and free of the zero byte that would end its input.
  const prepared = (password: string) =>
    createHmac('sha384', pepper).update(password.normalize('NFKC')).digest('base64')

  /** The first piece of work starts libuv's threads, if nothing has before. */
  let isBehind = false
  function started<T>(work: Promise<T>) {
    if (!isBehind) letEventLoopGoFirst()
    isBehind = true
    return work
  }

  return {
    hash: (password, { patiently } = { patiently: true }) =>
      queued(() => started(bcryptHash(prepared(password), cost)), { patiently }),
    async verify(password, hash) {
      const comparable = hash !== undefined && /^\$2[aby]\$\d\d\$[./A-Za-z0-9]{53}$/.test(hash)
      const same = await queued(() => started(bcryptVerify(prepared(password), comparable ? hash : nobodys)))
      return comparable && same
    },
    isOutdated: (hash) => Number(hash.slice(4, 6)) < cost,
    refusal: queued.refusal,
    stats: queued.stats,
  }
}

/**
 * `cost` is bcrypt's, 10 or more (S05); `maxWaitMs` how long a comparison may wait for its turn, a hash ten times that;
 * `maxPatient` how many hashes may wait.
 */
export type PasswordsOptions = { pepper: string; cost?: number; maxWaitMs?: number; maxPatient?: number }
