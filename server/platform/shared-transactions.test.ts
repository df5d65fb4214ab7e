import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createDatabase } from '../../test/support/database.ts'
import { AppError, conflict } from '../errors.ts'
import { createPool, type Pool, rows, type Tx } from './postgres.ts'
import { type Line, type SharingOptions, shareTransactions } from './shared-transactions.ts'

let database: Awaited<ReturnType<typeof createDatabase>>
let db: Pool
beforeAll(async () => {
  database = await createDatabase()
  db = createPool({ url: database.ownerUrl, size: 4, name: 'test' })
  for (const text of [
    `create table words (place bigserial, word text check (word <> 'poison'))`,
    `create function cut_off() returns trigger language plpgsql as $$
     begin perform pg_terminate_backend(pg_backend_pid()); return null; end $$`,
    `create constraint trigger cut_at_commit after insert on words deferrable initially deferred
     for each row when (new.word = 'cut at commit') execute function cut_off()`,
    `create trigger cut_before_commit after insert on words
     for each row when (new.word = 'cut before commit') execute function cut_off()`,
    `create function collide() returns trigger language plpgsql as $$
     begin raise 'collided' using errcode = '40001'; end $$`,
    `create trigger collides after insert on words for each row when (new.word = 'collides') execute function collide()`,
  ])
    await db.transaction((tx) => tx.query({ text }))
})
beforeEach(() => db.transaction((tx) => tx.query({ text: 'truncate words' })))
afterAll(async () => {
  await db.close()
  await database.drop()
})

const words = async () =>
  (await rows<{ word: string }>(db, 'select word from words order by place')).map(({ word }) => word)
const told = (outcomes: PromiseSettledResult<string>[]) =>
  outcomes.map((outcome) =>
    outcome.status === 'fulfilled' ? outcome.value : (outcome.reason.status ?? outcome.reason.code),
  )

/** Writes words down together, and refuses `no`. The transaction of `first` lasts until it is released. */
function notebook(options: Partial<SharingOptions<string>> = {}) {
  const { promise: held, resolve: release } = Promise.withResolvers<void>()
  const batches: string[][] = []
  async function work(tx: Tx, all: string[]) {
    batches.push(all)
    if (all[0] === 'first') await held
    const text = 'insert into words (word) select * from unnest($1::text[])'
    await rows(tx, text, [all.filter((word) => word !== 'no')])
    return all.map((word) => (word === 'no' ? conflict('no', 'No.') : `${word}!`))
  }
  const write = shareTransactions(db, work, {
    inFlight: 1,
    maxWaitMs: 60_000,
    ownerOf: (word) => word,
    ...options,
  })
  /** Writes `all` in one transaction: while another one lasts. */
  async function together(all: string[]) {
    const first = write('first')
    const outcomes = Promise.allSettled(all.map(write))
    release()
    await first
    return told(await outcomes)
  }
  return { write, together, release, batches }
}

test('who finds a place free goes at once, who comes meanwhile goes together with the next, in order', async () => {
  const { write, together, batches } = notebook()
  expect(await together(['a', 'b', 'c'])).toEqual(['a!', 'b!', 'c!'])
  expect(batches).toEqual([['first'], ['a', 'b', 'c']])
  expect(await write('alone')).toBe('alone!')
  expect(batches.at(-1)).toEqual(['alone'])
  expect(await words()).toEqual(['first', 'a', 'b', 'c', 'alone'])
})

test('the next transaction is under way before the answers of the last are told', async () => {
  const { write, release, batches } = notebook()
  const begun = write('first').then(() => batches.length)
  const next = write('a')
  release()
  expect(await begun).toBe(2)
  expect(await next).toBe('a!')
})

test('no more transactions at a time than there are places, of no more calls than they take', async () => {
  let [running, most] = [0, 0]
  const { promise: bothRun, resolve: oneMore } = Promise.withResolvers<void>()
  const sizes: number[] = []
  const work = async (tx: Tx, all: number[]) => {
    most = Math.max(most, ++running)
    sizes.push(all.length)
    if (running === 2) oneMore()
    await bothRun
    await tx.query({ text: 'select pg_sleep(0.01)' })
    running--
    return all
  }
  const share = shareTransactions(db, work, {
    inFlight: 2,
    maxCalls: 8,
    maxWaitMs: 60_000,
    ownerOf: (n) => n,
  })
  const all = Array.from({ length: 50 }, (_, i) => i)
  expect(await Promise.all(all.map(share))).toEqual(all)
  expect(most).toBe(2)
  expect(sizes.toSorted()).toEqual([1, 1, 8, 8, 8, 8, 8, 8])
})

test('a refusal is of one call, and undoes nothing of the others', async () => {
  const { together } = notebook()
  expect(await together(['a', 'no', 'c'])).toEqual(['a!', 409, 'c!'])
  expect(await words()).toEqual(['first', 'a', 'c'])
})

test.each([
  ['a row that PostgreSQL refuses', 'poison', '23514'],
  ['a serialization failure', 'collides', '40001'],
])('%s is of one call, wherever it stands; each of the others is done once', async (_, word, code) => {
  for (const place of [0, 3, 6]) {
    await db.transaction((tx) => tx.query({ text: 'truncate words' }))
    const others = ['a', 'b', 'c', 'd', 'e', 'f']
    const { together } = notebook()
    const outcomes = await together(others.toSpliced(place, 0, word))
    expect(outcomes).toEqual(others.map((one) => `${one}!`).toSpliced(place, 0, code))
    expect(await words()).toEqual(['first', ...others])
  }
})

test('F5 a connection that is lost before COMMIT is "nothing changed" to each, and to those who wait', async () => {
  const { together, write } = notebook({ maxCalls: 2 })
  expect(await together(['a', 'cut before commit', 'c', 'd', 'e'])).toEqual([503, 503, 503, 503, 503])
  expect(await words()).toEqual(['first'])
  expect(await write('later')).toBe('later!')
})

test('F5 a COMMIT that got no answer is unknown to each, and is not tried again', async () => {
  const { together, batches } = notebook()
  expect(await together(['a', 'cut at commit', 'c'])).toEqual(['57P01', '57P01', '57P01'])
  expect(batches).toHaveLength(2)
})

test('calls of one owner go one after the other, and hold up nobody else', async () => {
  const { together, batches } = notebook({ inFlight: 1, ownerOf: (word) => word[0] })
  expect(await together(['a1', 'a2', 'b1', 'a3', 'c1'])).toEqual(['a1!', 'a2!', 'b1!', 'a3!', 'c1!'])
  expect(batches).toEqual([['first'], ['a1', 'b1', 'c1'], ['a2'], ['a3']])
})

const refusals = (outcomes: PromiseSettledResult<unknown>[]) =>
  outcomes.map((outcome) => outcome.status === 'rejected' && (outcome.reason as AppError).code)

test('who finds the line full is refused at once', async () => {
  const { write, release } = notebook({ maxWaiting: 2 })
  const outcomes = Promise.allSettled(['first', 'a', 'b', 'c'].map(write))
  await expect(write('d')).rejects.toMatchObject({ status: 503, code: 'overloaded' })
  release()
  expect(refusals(await outcomes)).toEqual([false, false, false, 'overloaded'])
  expect(await words()).toEqual(['first', 'a', 'b'])
  expect(await write('later')).toBe('later!')
})

test('a line that gives way to another refuses all while that has more than a transaction takes, and for long', async () => {
  const { write: place, release } = notebook({ maxCalls: 2, maxWaitMs: 500 })
  const { write: add } = notebook({ givesWayTo: place })
  const placed = Promise.all(['first', 'a'].map(place))
  expect(await add('1')).toBe('1!')
  const last = place('b')
  expect(await add('soon')).toBe('soon!')
  await new Promise((resolve) => setTimeout(resolve, 600))
  await expect(add('2')).rejects.toMatchObject({ status: 503, code: 'overloaded' })
  expect(add.refusal()).toMatchObject({ code: 'overloaded' })
  release()
  expect([...(await placed), await last]).toEqual(['first!', 'a!', 'b!'])
  expect(await add('3')).toBe('3!')
})

/** Two lines that take turns with a third, and what their transactions are: of which calls, and how many there were at a time. */
function threeLines(options: Partial<SharingOptions<string>> = {}) {
  const seen = { most: 0, batches: [] as string[] }
  let running = 0
  const work = async (tx: Tx, all: string[]) => {
    seen.most = Math.max(seen.most, ++running)
    seen.batches.push(all.join())
    await tx.query({ text: 'select pg_sleep(0.01)' })
    running--
    return all
  }
  const line = (givesWayTo?: Line) =>
    shareTransactions(db, work, {
      maxWaitMs: 60_000,
      ownerOf: (word) => word,
      ...(givesWayTo && { givesWayTo }),
      ...options,
    })
  const place = line()
  return { place, add: line(place), change: line(place), seen }
}

test('lines that give way to the same take turns with it: what comes meanwhile waits for its turn together', async () => {
  const { place, add, change, seen } = threeLines()
  const calls = [place('p1'), add('a1'), change('c1'), add('a2'), place('p2'), change('c2'), place('p3')]
  await Promise.all(calls)
  expect(seen).toEqual({ most: 1, batches: ['p1', 'a1,a2', 'c1,c2', 'p2,p3'] })
})

test('lines whose lists are long go beside each other', async () => {
  const { place, add, seen } = threeLines({ maxCalls: 2 })
  const all = Array.from({ length: 40 }, (_, i) => `${i}`)
  expect(await Promise.all([...all.map(place), ...all.map(add)])).toEqual([...all, ...all])
  expect(seen.most).toBe(2)
})

test('who would wait too long is refused at once: by how long the transaction under way has taken', async () => {
  const { write, release } = notebook({ maxWaitMs: 50 })
  const first = write('first')
  const inTime = write('a')
  await new Promise((resolve) => setTimeout(resolve, 150))
  await expect(write('b')).rejects.toBeInstanceOf(AppError)
  release()
  expect(await Promise.all([first, inTime])).toEqual(['first!', 'a!'])
  expect(await write('later')).toBe('later!')
})

test('who would wait too long is refused at once: by how many wait, and how long it took lately', async () => {
  const work = async (tx: Tx, all: number[]) => {
    await tx.query({ text: 'select pg_sleep(0.05)' })
    return all
  }
  const share = shareTransactions(db, work, { inFlight: 1, maxCalls: 1, maxWaitMs: 500, ownerOf: (n) => n })
  for (let i = 0; i < 20; i++) await share(i).catch(() => {})
  const outcomes = refusals(await Promise.allSettled(Array.from({ length: 30 }, (_, i) => share(i))))
  expect(outcomes.slice(0, 2)).toEqual([false, false])
  expect(outcomes.slice(20)).toEqual(Array(10).fill('overloaded'))
})

test('who would wait too long is refused at once: by how much longer transactions take than they must', async () => {
  let seconds = 0.001
  const work = async (tx: Tx, all: number[]) => {
    await rows(tx, 'select pg_sleep($1)', [seconds])
    return all
  }
  const share = shareTransactions(db, work, { inFlight: 1, maxWaitMs: 600, ownerOf: (n) => n })
  const alone = async (times: number) => {
    for (let i = 0; i < times; i++) {
      await share(i)
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  }
  await alone(10)
  const second = async () => {
    const under = share(1)
    const outcome = await Promise.allSettled([share(2)])
    await under
    return refusals(outcome)
  }
  expect(await second()).toEqual([false])
  seconds = 0.4
  await alone(20)
  expect(await second()).toEqual(['overloaded'])
})
