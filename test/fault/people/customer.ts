import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { slack } from '../claims.ts'
import { createCaller } from './caller.ts'
import { type Account, type Journal, look } from './journal.ts'
import type { Shop } from './shop.ts'

/**
 * Somebody who registers with the code from the mailbox, and tries as long as the shop does not say yes or no.
 * `twice` enters the code twice at once, as an impatient finger does (I19), and renews in two tabs at once (I20).
 */
export async function register(shop: Shop, journal: Journal, name: string, twice = false): Promise<Customer> {
  const password = randomUUID()
  // Another address in every run: the mailbox may hold the mails of the one before.
  const email = `${name}-${password.slice(0, 8)}@example.com`
  const account: Account = { email, begunAt: performance.now(), verified: false }
  journal.accounts.push(account)
  const customer = createCaller(shop, journal)
  const { call } = customer
  let expiresAt = 0

  const enter = ({ token, expiresAt: until, user }: LoggedIn) => {
    customer.token = token
    expiresAt = Date.parse(until)
    id = user?.id ?? id
  }
  let id = ''

  async function logIn() {
    const { body, outcome } = await call<LoggedIn>('POST /api/userLogin', { body: { email, password } })
    if (outcome === 'done') enter(body)
    return outcome === 'done'
  }

  async function renew() {
    const tabs = await Promise.all(
      Array.from({ length: twice ? 2 : 1 }, async () => {
        const answer = await call<LoggedIn>('POST /api/refresh')
        return { ...answer, successor: customer.cookies.get('refresh') }
      }),
    )
    const done = tabs.filter(({ outcome }) => outcome === 'done')
    const successors = new Set(done.map(({ successor }) => successor))
    look(journal, 'I20', successors.size > 1 && `${email} renewed in two tabs and got two families`)
    if (done[0]) enter({ ...done[0].body })
    return done.length > 0
  }

  async function verify(otp: string) {
    const once = () => call<LoggedIn>('POST /api/verify-otp', { body: { email, otp } })
    const answers = await Promise.all(twice ? [once(), once()] : [once()])
    const done = answers.filter(({ outcome }) => outcome === 'done')
    look(journal, 'I19', done.length > 1 && `the code for ${email} worked ${done.length} times`)
    if (done[0]) enter(done[0].body)
    return done.length > 0
  }

  await persist(async () => {
    const { status, outcome } = await call('POST /api/userRegister', {
      body: { name: 'Ada', email, password },
    })
    if (outcome === 'refused' && status !== 503) account.failed = `registering was refused with ${status}`
    return outcome === 'done' || account.failed !== undefined
  })
  if (!account.failed) {
    await persist(async () => {
      const otp = await shop.post.codeFor(email)
      // A code whose first try nobody knows the end of may be used up: then the password opens the account.
      return otp !== undefined && ((await verify(otp)) || (await logIn()))
    })
    account.verified = true
    if (twice) await persist(renew)
  }

  return {
    ...customer,
    call,
    get id() {
      return id
    },
    email,
    /** When the token ends, by Date.now(). */
    expiresAt: () => expiresAt,
    /** Renews the token, or logs in, when it ends within 5 minutes. */
    async stay() {
      if (expiresAt - Date.now() < 5 * 60_000 && !(await renew())) await logIn()
    },
  }
}

/** Tries until it works, for a minute, and more on a busy machine. @throws when it does not. */
async function persist(work: () => Promise<boolean>) {
  const giveUpAt = performance.now() + 60_000 * slack
  while (!(await work())) {
    if (performance.now() > giveUpAt) throw new Error('The shop neither registered somebody nor said why')
    await sleep(250)
  }
}

type LoggedIn = { token: string; expiresAt: string; user?: { id: string } }
export type Customer = Pick<ReturnType<typeof createCaller>, 'call'> & {
  readonly id: string
  email: string
  expiresAt(): number
  stay(): Promise<void>
}
