import type { Context } from '../context.ts'
import { AppError, tooManyRequests } from '../errors.ts'
import { clientNetwork } from '../platform/client-network.ts'

const quarterMs = 15 * 60_000
const perAccount = 5
const perClient = 50

/**
 * Runs something that takes a password, within its limits: five failures in a quarter of an hour per account, known or
 * not, and fifty per client (S09). A try is counted before it runs and taken back unless it failed, so parallel ones
 * all count (S10). Those of one account run one after the other: right ones are never refused for being counted.
 * @throws a 429 whose Retry-After doubles with every further try, up to an hour; a 503 when too many wait; or
 *   what `attempt` throws.
 */
export async function withinAttempts<T>(
  { rateLimit, config, loginTurns }: AttemptsContext,
  { emailKey, ip }: { emailKey: string; ip: string },
  attempt: () => Promise<T>,
): Promise<T> {
  const [account, client] = [accountKey(emailKey), `password:client:${clientNetwork(ip)}`]
  const count = async (key: string, limit: number) => {
    const { allowed, retryAfterMs } = await rateLimit.hit(key, limit, quarterMs, 4 * quarterMs)
    if (!allowed) throw tooManyFailures(retryAfterMs)
  }
  return loginTurns(account, async () => {
    await count(client, perClient * config.rateLimitFactor)
    await count(account, perAccount)
    try {
      const result = await attempt()
      await Promise.all([rateLimit.reset(account), rateLimit.refund(client)])
      return result
    } catch (error) {
      if (!isFailure(error)) await Promise.all([rateLimit.refund(account), rateLimit.refund(client)])
      throw error
    }
  })
}

/** Who has set a new password out of the mailbox may log in at once, whoever tried to guess the old one. */
export const forgiveAttempts = ({ rateLimit }: Pick<Context, 'rateLimit'>, emailKey: string) =>
  rateLimit.reset(accountKey(emailKey))

const accountKey = (emailKey: string) => `password:account:${emailKey}`

const tooManyFailures = (retryAfterMs: number) =>
  tooManyRequests(
    'There were too many wrong passwords, and nothing was done. Wait as long as Retry-After says, or ask for a new password.',
    retryAfterMs / 1000,
  )

const isFailure = (error: unknown) => error instanceof AppError && error.code === 'bad_credentials'

type AttemptsContext = Pick<Context, 'rateLimit' | 'config' | 'loginTurns'>
