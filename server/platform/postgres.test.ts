import { Socket } from 'node:net'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createDatabase } from '../../test/support/database.ts'
import { startTcpProxy } from '../../test/support/tcp-proxy.ts'
import { AppError } from '../errors.ts'
import { createPool, isConnectionLost, type Pool, rows } from './postgres.ts'

let database: Awaited<ReturnType<typeof createDatabase>>
let db: Pool
beforeAll(async () => {
  database = await createDatabase()
  db = createPool({ url: database.ownerUrl, size: 1, name: 'test' })
  await db.transaction((tx) => tx.query({ text: 'create table words (word text)' }))
})
afterAll(async () => {
  await db.close()
  await database.drop()
})

test('I6 a transaction in which a failure was hidden is not taken for done', async () => {
  const hiding = db.transaction(async (tx) => {
    await tx.query({ text: `insert into words values ('kept?')` })
    await tx.query({ text: 'select 1 / 0' }).catch(() => {})
  })
  await expect(hiding).rejects.toThrow('ended with ROLLBACK')
  expect((await db.query({ text: 'select * from words' })).rows).toEqual([])
})

test('I6 what follows a BEGIN that failed is not believed, though it went out with it', async () => {
  const failing = new Error('no answer to BEGIN')
  let asked = 0
  const pool = createPool({
    url: database.ownerUrl,
    size: 1,
    name: 'without begin',
    listen: (statement) => (asked++ === 0 ? Promise.reject(failing) : statement),
  })
  const unbegun = pool.transaction((tx) => tx.query({ text: `insert into words values ('kept?')` }))
  await expect(unbegun).rejects.toBe(failing)
  expect((await db.query({ text: 'select * from words' })).rows).toEqual([])
  await pool.close()
})

test('I6 of statements that go out together, all are undone when one fails, and its error is told', async () => {
  const together = db.transaction((tx) =>
    Promise.all(
      [`insert into words values ('one')`, 'select 1 / 0', `insert into words values ('two')`].map((text) =>
        tx.query({ text }),
      ),
    ),
  )
  await expect(together).rejects.toMatchObject({ code: '22012' })
  expect((await db.query({ text: 'select * from words' })).rows).toEqual([])
})

test('what is planned once keeps its plan, however short its list, and others are planned for what they take', async () => {
  const plans = async (options: { isPlannedOnce?: boolean }) => {
    const text = `select count(*) from words where word = any($1::text[]) -- ${JSON.stringify(options)}`
    for (let i = 0; i < 10; i++) await db.transaction((tx) => rows(tx, text, [[`word ${i}`]]), options)
    const counts = 'select generic_plans::int as kept, custom_plans::int as made from pg_prepared_statements'
    return (await db.query({ text: `${counts} where statement = $1`, values: [text] })).rows
  }
  await db.query({ text: 'create index on words (word)' })
  expect(await plans({ isPlannedOnce: true })).toEqual([{ kept: 10, made: 0 }])
  expect(await plans({})).toEqual([{ kept: 0, made: 10 }])
  await db.query({ text: 'drop index words_word_idx' })
})

test('what is planned once goes by its index, also where its table was empty when it was planned', async () => {
  const text = 'select count(*) from words where word = any($1::text[])'
  const planned = (options: { isPlannedOnce?: boolean }) =>
    db.transaction(async (tx) => {
      await tx.query({ text: `prepare counted (text[]) as ${text}` })
      const plan = await rows<{ 'QUERY PLAN': string }>(tx, "explain execute counted (array['word'])")
      await tx.query({ text: 'deallocate counted' })
      return plan.map((line) => line['QUERY PLAN']).join('\n')
    }, options)
  await db.query({ text: 'create index on words (word)' })
  await db.query({ text: 'vacuum (analyze) words' })
  expect(await planned({})).toContain('Seq Scan on words')
  expect(await planned({ isPlannedOnce: true })).toContain('words_word_idx')
  await db.query({ text: 'drop index words_word_idx' })
})

/** Answers how often one piece, and how often several at once, went to a socket since; ends with the answer. */
function watchWrites() {
  const spies = (['_write', '_writev'] as const).map((name) => vi.spyOn(Socket.prototype, name as 'write'))
  return () =>
    spies.map((spy) => {
      const { length } = spy.mock.calls
      spy.mockRestore()
      return length
    })
}

test('BEGIN and the statements that go out with it take one system call, and COMMIT another', async () => {
  const two = () => db.transaction((tx) => Promise.all([1, 2].map(() => tx.query({ text: 'select 1' }))))
  await two()
  const writes = watchWrites()
  await two()
  expect(writes()).toEqual([1, 1])
})

test('COMMIT that is sent ahead takes no system call of its own, and is a ROLLBACK where a statement before it fails', async () => {
  const ahead = (text: string) =>
    db.transaction(async (tx) => {
      const done = tx.query({ text })
      tx.commit()
      return (await done).rows
    })
  const writes = watchWrites()
  expect(await ahead('select 1 as one')).toEqual([{ one: 1 }])
  expect(writes()).toEqual([0, 1])
  await expect(
    ahead(`with kept as (insert into words values ('kept?')) select 1 / (select 0)`),
  ).rejects.toMatchObject({ code: '22012' })
  expect((await db.query({ text: 'select * from words' })).rows).toEqual([])
})

test('I11 work that fails although its COMMIT went well is not known to have failed, and not done again', async () => {
  const failed = await db
    .transaction(async (tx) => {
      const done = tx.query({ text: `insert into words values ('kept')` })
      tx.commit()
      await done
      throw new Error('a bug')
    })
    .catch((error) => error)
  expect(isConnectionLost(failed)).toBe(true)
  expect(failed).not.toBeInstanceOf(AppError)
  expect((await db.query({ text: 'delete from words returning word' })).rows).toEqual([{ word: 'kept' }])
})

test("F15 what PostgreSQL has no room for was not done: a 503, which is nobody else's fault", async () => {
  const noRoom = { text: `do $$ begin raise exception 'no room' using errcode = 'disk_full'; end $$` }
  const refused = { status: 503, code: 'no_room' }
  await expect(db.query(noRoom)).rejects.toMatchObject(refused)
  const writing = db.transaction(async (tx) => {
    await tx.query({ text: `insert into words values ('kept?')` })
    await tx.query(noRoom)
  })
  await expect(writing).rejects.toMatchObject(refused)
  expect((await db.query({ text: 'select * from words' })).rows).toEqual([])
})

test('F15 of statements that go out together the one that failed is told of, not one that only met its failure', async () => {
  const together = db.transaction((tx) => {
    const later = async () => await (async () => await tx.query({ text: 'select 1 / 0' }))()
    return Promise.all([later(), tx.query({ text: 'select 1' })])
  })
  await expect(together).rejects.toMatchObject({ code: '22012' })
})

test('F3 a server too busy to greet anybody in time is reached all the same, and nobody waits for it', async () => {
  const url = new URL(database.ownerUrl)
  const proxy = await startTcpProxy(Number(url.port))
  url.port = String(proxy.port)
  // A connection takes four round trips and more.
  proxy.slow(200)
  const pool = createPool({ url: url.href, size: 2, name: 'far away' })
  const ask = () =>
    pool.query({ text: 'select 1' }).then(
      () => 'answered',
      ({ code }) => code,
    )
  const begunAt = performance.now()
  expect(await ask()).toBe('unavailable')
  expect(performance.now() - begunAt).toBeLessThan(900 * 5)
  await expect.poll(ask, { interval: 100, timeout: 20_000 }).toBe('answered')
  await pool.close()
  await proxy.close()
})

test('I24 a connection that breaks between two statements fails its transaction, and nothing else', async () => {
  const pool = createPool({ url: database.ownerUrl, size: 1, name: 'to be cut' })
  const broken = pool.transaction(async (tx) => {
    const { rows } = await tx.query({ text: 'select pg_backend_pid() as pid' })
    const values = [rows[0].pid]
    await db.query({ text: 'select pg_terminate_backend($1)', values })
    const left = () => db.query({ text: 'select from pg_stat_activity where pid = $1', values })
    await expect.poll(async () => (await left()).rowCount).toBe(0)
    await tx.query({ text: 'select 1' })
  })
  await expect(broken).rejects.toMatchObject({ status: 503 })
  expect((await pool.query({ text: 'select 1 as one' })).rows).toEqual([{ one: 1 }])
  await pool.close()
})

test('I25 a pool has as many connections as it may have, however many ask', async () => {
  const count = async () => {
    const text = 'select count(*) as n from pg_stat_activity where datname = current_database()'
    return (await db.query({ text })).rows[0].n
  }
  const before = await count()
  const pool = createPool({ url: database.ownerUrl, size: 3, name: 'bounded' })
  await Promise.all(Array.from({ length: 20 }, () => pool.query({ text: 'select pg_sleep(0.01)' })))
  expect(await count()).toBe(before + 3)
  await pool.close()
  await expect.poll(count).toBe(before)
})

test('O4 a transaction that goes ahead waits behind nobody who does not, and all are served', async () => {
  const served: string[] = []
  const note = (name: string) => () => void served.push(name)
  const slow = (name: string) => db.query({ text: 'select pg_sleep(0.02)' }).then(note(name))
  const ahead = (name: string) =>
    db.transaction((tx) => tx.query({ text: 'select 1' }), { isAhead: true }).then(note(name))
  const all = [slow('runs'), slow('a'), slow('b'), slow('c'), ahead('order 1'), slow('d'), ahead('order 2')]
  await Promise.all(all)
  expect(served).toEqual(['runs', 'order 1', 'order 2', 'a', 'b', 'c', 'd'])
})

test('a pool that is closed has no connection left that the end of the server could break', async () => {
  const pool = createPool({ url: database.ownerUrl, size: 5, name: 'to be closed' })
  await Promise.all(Array.from({ length: 5 }, () => pool.query({ text: 'select pg_sleep(0.05)' })))
  await pool.close()
  const left = await db.query({
    text: `select count(*) as n from pg_stat_activity where application_name = 'to be closed'`,
  })
  expect(left.rows).toEqual([{ n: 0 }])
})
