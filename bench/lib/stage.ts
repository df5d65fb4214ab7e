import { fork } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { type CheckOptions, checkInvariants } from '../../server/check-invariants.ts'
import { createAccessTokens, parseSigningKeys } from '../../server/platform/access-token.ts'
import { createPasswords } from '../../server/platform/passwords.ts'
import { answerOf } from './answer-of.ts'
import type { Errand, Shopped } from './buyers.ts'
import { ofItsOwnSession } from './own-session.ts'
import { pgbench } from './pgbench.ts'
import type { Outcome } from './result.ts'
import { jwtKeys, pepper } from './settings.ts'
import type { BenchShop } from './shop.ts'
import { cpuSecondsOf, type Usage, usageBetween } from './usage.ts'

export type Stage = Awaited<ReturnType<typeof setStage>>
export type Shopping = Shopped & { usage: Usage }

/** Buyers with tokens and products with plenty of stock, put straight into the shop's tables, and who looks at these. */
async function setStage(shop: BenchShop, { buyers, products }: StageSize) {
  const owner = new pg.Pool({ connectionString: shop.databaseUrls.owner, max: 2, types: numbers })
  // PostgreSQL ends first where the bench is interrupted; whoever asks next is told.
  owner.on('error', () => {})
  const sql = async <Row>(text: string, values: unknown[] = []) =>
    (await owner.query(text, values)).rows as Row[]
  await sql(benchId)
  const passwordHash = await createPasswords({ pepper }).hash(password)
  const users = await sql<{ id: string; session_id: string }>(newBuyers, [buyers, passwordHash])
  const productIds = (await sql<{ id: string }>(newProducts, [products, plenty])).map(({ id }) => id)
  const access = createAccessTokens(parseSigningKeys(jwtKeys))
  const claims = ({ id, session_id }: { id: string; session_id: string }) =>
    ({ sub: id, sid: session_id, role: 'customer', epoch: 1 }) as const

  // As if they were issued later, so that they are good for all of a scenario: nobody is here for his quarter of an hour alone.
  const tokens = users.map((user) => access.sign(claims(user), Date.now() + 6 * hourMs).token)

  /** Lets all buyers, or so many, shop at once for so long. @throws when anything but 200 was answered that is not in `allowed`. */
  async function shopFor({ buyers, ...errand }: Errands, allowed: string[] = []): Promise<Shopping> {
    const child = fork(join(import.meta.dirname, 'buyers.ts'), ofItsOwnSession)
    const before = await shop.usage()
    child.send({ url: shop.url, tokens: tokens.slice(0, buyers), ...errand } satisfies Errand)
    const shopped = await answerOf<Shopped>(child)
    const usage = usageBetween(before, await shop.usage())
    const unwanted = Object.keys(shopped.statuses).filter((status) => !allowed.includes(status))
    if (unwanted.length > 0) throw new Error(`the shop answered ${JSON.stringify(shopped.statuses)}`)
    return { ...shopped, usage }
  }

  async function caughtUp(question: string) {
    const waits = async () => (await sql<{ wait: boolean }>(question))[0]?.wait
    while ((await waits()) || (await shop.lag().catch(() => 1))) await sleep(200)
  }

  return {
    productIds,
    emails: users.map(({ id }) => `${id}@example.com`),
    tokens,
    sql,
    shopFor,
    /**
     * A round that counts for nothing, and in which a busy machine may be slow to open connections. Four nodes take as many times
     * longer to warm up.
     */
    warmUp: (errand: Errands) =>
      shopFor({ ...errand, seconds: errand.seconds * shop.nodeUrls.length }, [
        'add 503',
        'place 400',
        'place 503',
      ]),
    /**
     * Orders that pgbench writes, one a transaction, while the shop's processes stand still: how many a second, and the CPU that
     * PostgreSQL takes for each, in ms.
     */
    async pgbenchFor(options: { products: number; seconds: number; clients: number }) {
      const before = await shop.usage()
      const { count, perSecond } = await shop.whileStill(async () => {
        const done = await pgbench(shop.databaseUrls.app, options)
        // Its sessions are ending still: who looked now might find some neither there nor counted as ended.
        await sleep(500)
        return done
      })
      const usage = usageBetween(before, await shop.usage())
      return { perSecond, cpuMs: (cpuSecondsOf(usage, /^PostgreSQL$/) * 1000) / count }
    },
    /** How long it takes until the consumers have applied every event. */
    async drained() {
      const begun = performance.now()
      await caughtUp(eventsWait)
      return (performance.now() - begun) / 1000
    },
    /** Resolves once nothing waits that buying left behind, mails neither. */
    settled: () => caughtUp(workWaits),
    async emptyCarts() {
      await sql('delete from cart_items')
    },
    /** @throws when an invariant does not hold. */
    async check(options: CheckOptions = {}) {
      const wrong = await checkInvariants(sql, options)
      if (wrong.length > 0) throw new Error(`the data is wrong: ${JSON.stringify(wrong.slice(0, 10))}`)
    },
    close: () => owner.end(),
  }
}

/** Works on a stage of its own; then the invariants must hold. */
export async function onStage(shop: BenchShop, size: StageSize, work: (stage: Stage) => Promise<Outcome>) {
  const stage = await setStage(shop, size)
  try {
    await stage.settled()
    const outcome = await work(stage)
    await stage.drained()
    await stage.check({ drained: true })
    console.log(`the invariants hold; ${shop.mailsTaken()} mails have left by now`)
    return outcome
  } finally {
    await stage.close()
  }
}

export type StageSize = { buyers: number; products: number }
type Errands = Omit<Errand, 'url' | 'tokens'> & { buyers?: number }

/** Every buyer's. */
export const password = 'a password for every buyer'

const plenty = 100_000_000
const hourMs = 3_600_000

/** An id by name, as UUIDv7s look, so that pgbench needs no table of them. */
const benchId = `
  create function bench_id(text) returns uuid immutable language sql
  return overlay(overlay(md5($1) placing '7' from 13) placing '8' from 17)::uuid`

// Asked five times a second of a shop that is to catch up: so what waits is not counted, and of mails the first that is due is
// found by their index.
const someEvent = 'exists (select 1 from outbox) or exists (select 1 from parked_events)'
const someMail = `(select id from mails where status = 'queued' order by next_try_at limit 1) is not null`
const eventsWait = `select ${someEvent} as wait`
const workWaits = `select ${someEvent} or ${someMail} as wait`

const newBuyers = `
  with new as (
    insert into users (id, email, email_key, name, role, password_hash)
    select id, id || '@example.com', id || '@example.com', 'Bench', 'customer', $2
    from (select bench_id('bench buyer ' || n) as id from generate_series(0, $1 - 1) n) ids
    returning id
  ), open as (
    insert into carts (id, user_id) select id, id from new
  ), told as (
    insert into outbox (id, topic, key, sequence, payload)
    select gen_random_uuid(), 'user-verified', id, 1, json_build_object('userId', id) from new
  )
  insert into sessions (id, user_id, expires_at) select gen_random_uuid(), id, now() + interval '1 day' from new
  returning user_id as id, id as session_id`

const newProducts = `
  with new as (
    insert into products (id, slug, name)
    select bench_id('bench product ' || n), 'bench-product-' || n, 'Bench product ' || n from generate_series(1, $1) n
    returning id
  ), priced as (
    insert into variants (id, product_id, price_minor) select id, id, 1000 from new
  ), stocked as (
    insert into stock (variant_id, quantity) select id, $2 from new
  ), told as (
    insert into outbox (id, topic, key, sequence, payload)
    select gen_random_uuid(), 'product-changed', id, 1, json_build_object('productId', id, 'archived', false) from new
  ), noted as (
    insert into stock_ledger (variant_id, delta, reason) select id, $2, 'initial' from new
  )
  select id from new order by id`

const numbers = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === 20 ? Number : pg.types.getTypeParser(oid, format as 'text'),
} as pg.CustomTypesConfig
