import { once } from 'node:events'
import { Socket } from 'node:net'
import pg from 'pg'
import { noRoom, overloaded, unavailable } from '../errors.ts'
import type { SilenceWatch } from './silence.ts'
import { createTurns } from './turns.ts'
import { within } from './within.ts'

/** The pool, or the client of an open transaction: what every query function takes first. */
export type Db = { query(config: pg.QueryConfig): Promise<pg.QueryResult> }

/**
 * The client of an open transaction; a function that takes it must be called within one. `traceparent` names its span,
 * where it is traced.
 */
export type Tx = Db & { readonly transaction: true; readonly traceparent?: string }

/**
 * The client of a transaction that its holder also ends. `commit` sends COMMIT right behind the statements that are on their way,
 * which saves waiting for their answers: what must be true for it is theirs to say, since one that fails makes it a
 * ROLLBACK. No statement may follow. Without it, COMMIT goes when the work is done.
 */
export type WholeTx = Tx & { commit(): void }

export type Pool = Db & {
  /**
   * `isAhead`: waits for a connection before all who do not say so. `isRedone`: does not wait for the disk, so that a crash
   * of PostgreSQL within the next second may undo it; for what is found undone and done again then. `isPlannedOnce`: for
   * statements whose lists are short and whose plan does not depend on them. PostgreSQL's general plan reckons with ten
   * elements, so one that takes fewer would be planned anew each time, which takes it as long as doing it. They go by
   * indexes: a table of carts or of what waits is empty again and again, and a plan made then would read all of it when it is full.
   */
  transaction<T>(work: (tx: WholeTx) => Promise<T>, options?: TransactionOptions): Promise<T>
  close(): Promise<void>
  stats(): PoolStats
}

/**
 * The pool of connections to PostgreSQL. Who finds them all taken waits, at most 5 s and behind at most `queueLimit`
 * others; beyond that a call is refused (503), so that a slow database never piles up requests. One that cannot be
 * reached is known within 900 ms, and then everybody in line is refused at once; one that falls silent on connections
 * that are open, within what `listen` waits. A pooled query outside a transaction must not write: its outcome would be
 * unknown when the connection breaks.
 */
export function createPool(options: PoolOptions): Pool {
  const listen = options.listen ?? ((statement) => statement)
  const connectMs = options.connectMs ?? 900
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.size,
    application_name: options.name,
    connectionTimeoutMillis: Math.max(patientMs, connectMs),
    idleTimeoutMillis: 30_000,
    statement_timeout: 10_000,
    lock_timeout: 5_000,
    idle_in_transaction_session_timeout: 5_000,
    query_timeout: 12_000,
    keepAlive: true,
    // Statements that do not need each other's answers go out together; a connection still runs them one by one.
    pipeline: true,
    stream: gatheringSocket,
    types,
  })
  pool.on('error', (error) => options.onError?.(error))
  // A connection that breaks in a transaction, between two statements, says so by an event that would end the process
  // if nobody listened; the transaction learns of it from its next statement.
  const open = new Set<pg.PoolClient>()
  pool.on('connect', (client) => {
    client.on('error', () => {})
    open.add(client)
  })
  pool.on('remove', (client) => open.delete(client))
  const turns = createTurns({
    size: options.size,
    limit: options.queueLimit ?? 500,
    waitMs: 5_000,
    refuse: overloaded,
  })
  const counts = { taken: 0, refused: 0, waitedMs: 0 }

  async function turn(isAhead: boolean) {
    const asked = performance.now()
    try {
      const leave = await turns.take({ isAhead })
      counts.taken++
      return leave
    } catch (error) {
      counts.refused++
      throw error
    } finally {
      counts.waitedMs += performance.now() - asked
    }
  }

  /**
   * Nobody waits for one that is made longer than `connectMs`, but it is made all the same, for whoever comes next: a
   * server that is too busy to greet somebody in time would otherwise be asked again and again, and never reached.
   */
  function newClient() {
    const connecting = pool.connect()
    return within(connectMs, connecting, () => {
      connecting.then(
        (client) => client.release(),
        () => {},
      )
      throw new Error(`PostgreSQL made no connection within ${connectMs} ms`)
    })
  }

  async function connect(isAhead = false): Promise<Connection> {
    const leave = await turn(isAhead)
    try {
      const isAtHand = pool.idleCount > pool.waitingCount
      const client = await (isAtHand ? pool.connect() : newClient())
      const release = (broken?: boolean) => {
        client.release(broken)
        leave()
      }
      return { query: (config) => listen(client.query(config)), release }
    } catch (error) {
      leave()
      const refusal = unavailable(error)
      turns.refuseAll(refusal)
      throw refusal
    }
  }

  return {
    async query(config) {
      const client = await connect()
      try {
        const result = await client.query(config)
        client.release()
        return result
      } catch (error) {
        client.release(isConnectionLost(error))
        throw isConnectionLost(error) ? unavailable(error) : answered(error)
      }
    },
    async transaction(work, options = {}) {
      const begin = beginOf(options)
      for (let attempt = 1; ; attempt++) {
        const client = await connect(options.isAhead)
        try {
          return await runTransaction(client, work, begin)
        } catch (error) {
          if (!isRetryable(error) || attempt === 5) throw error
          await new Promise((resolve) => setTimeout(resolve, Math.random() * 10 * 2 ** attempt))
        }
      }
    },
    async close() {
      await pool.end()
      // The pool has only asked its connections to end: whoever stops the server next would cut them off.
      const patience = AbortSignal.timeout(1_000)
      while (open.size > 0 && !patience.aborted)
        await once(pool, 'remove', { signal: patience }).catch(() => {})
    },
    stats: () => ({
      total: pool.totalCount,
      idle: pool.idleCount,
      waiting: turns.waiting(),
      max: options.size,
      ...counts,
    }),
  }
}

/** All rows of one statement, which is prepared once per connection. `text` must be a constant. */
export async function rows<Row>(db: Db, text: string, values: unknown[] = []): Promise<Row[]> {
  return (await db.query({ name: statementName(text), text, values })).rows as Row[]
}

/** The first row of one statement, or undefined. */
export async function row<Row>(db: Db, text: string, values: unknown[] = []): Promise<Row | undefined> {
  return (await rows<Row>(db, text, values))[0]
}

/** How many rows one statement wrote. */
export async function affected(db: Db, text: string, values: unknown[] = []): Promise<number> {
  return (await db.query({ name: statementName(text), text, values })).rowCount ?? 0
}

/** Whether an error is PostgreSQL's refusal by the named constraint. */
export function violates(error: unknown, constraint: string): boolean {
  return (error as pg.DatabaseError | undefined)?.constraint === constraint
}

async function runTransaction<T>(
  client: Connection,
  work: (tx: WholeTx) => Promise<T>,
  begin: string,
): Promise<T> {
  let committing: Promise<pg.QueryResult> | undefined
  let firstFailure: unknown
  const commit = () => {
    committing ??= client.query({ text: 'commit' })
    committing.catch(() => {})
    return committing
  }
  try {
    // BEGIN goes out with the first statement. What follows is not believed until it was answered.
    const begun = client.query({ text: begin })
    begun.catch(() => {})
    const query: Tx['query'] = async (config) => {
      try {
        const result = await client.query(config)
        await begun
        return result
      } catch (error) {
        firstFailure ??= error
        throw error
      }
    }
    const result = await work({ query, commit, transaction: true })
    await begun
    // PostgreSQL answers COMMIT with ROLLBACK, and no error, where a statement failed that somebody did not mind.
    const { command } = await commit()
    if (command !== 'COMMIT')
      throw new Error(`The transaction ended with ${command}: a failure in it was hidden`)
    client.release()
    return result
  } catch (thrown) {
    // Of statements that went out together, one that only met the failure of another may be heard of first.
    const error = isAborted(thrown) ? (firstFailure ?? thrown) : thrown
    if (isConnectionLost(error)) {
      client.release(true)
      // Before COMMIT was sent nothing can have changed; after it nobody knows, and the error stays a 500.
      throw committing ? error : unavailable(error)
    }
    const { command } = await (committing ?? client.query({ text: 'rollback' })).then(
      (ended) => {
        client.release()
        return ended
      },
      (failure) => {
        client.release(true)
        return { command: !committing || failure instanceof pg.DatabaseError ? 'ROLLBACK' : 'nothing' }
      },
    )
    if (command !== 'ROLLBACK') throw outcomeUnknown(error)
    throw answered(error)
  }
}

function beginOf({ isRedone, isPlannedOnce }: TransactionOptions) {
  const waiting = isRedone ? '; set local synchronous_commit = off' : ''
  const planning = isPlannedOnce
    ? '; set local plan_cache_mode = force_generic_plan; set local enable_seqscan = off'
    : ''
  return `begin${waiting}${planning}`
}

/** What the work threw although its COMMIT was on its way, and was no ROLLBACK: doing it again could do it twice. */
const outcomeUnknown = (cause: unknown) =>
  Object.assign(new Error('The transaction failed after its COMMIT', { cause }), { code: '08007' })

const isAborted = (error: unknown) => (error as pg.DatabaseError | undefined)?.code === '25P02'

/** PostgreSQL's own refusal: for want of a disk or of memory it is no fault of the statement, and nothing has changed. */
function answered(error: unknown) {
  const { code = '' } = (error ?? {}) as { code?: string }
  return /^53/.test(code) ? noRoom(error) : error
}

function isRetryable(error: unknown) {
  const code = (error as pg.DatabaseError | undefined)?.code
  return code === '40001' || code === '40P01'
}

/**
 * Whether the connection is gone (or unusable), rather than the statement refused. Where `transaction` throws such an
 * error, COMMIT had been sent and nobody knows what became of it.
 */
export function isConnectionLost(error: unknown) {
  const { code, message = '' } = (error ?? {}) as { code?: string; message?: string }
  if (code !== undefined && /^(08...|57P0[1-5]|25P03|ECONN.*|EPIPE|ETIMEDOUT|ENOTFOUND|53300)$/.test(code))
    return true
  return /Connection terminated|Query read timeout|Client has encountered a connection error/.test(message)
}

/** Sends with one system call what is written to it in one turn of the event loop: statements that go out together. */
function gatheringSocket() {
  const socket = new Socket()
  let isGathering = false
  const send = () => {
    isGathering = false
    socket.uncork()
  }
  // Once connected: `connect` puts the socket's own `write` back.
  socket.once('connect', () => {
    const write = socket.write.bind(socket) as (...args: unknown[]) => boolean
    socket.write = (...args: unknown[]) => {
      if (!isGathering) {
        isGathering = true
        socket.cork()
        process.nextTick(send)
      }
      return write(...args)
    }
  })
  return socket
}

/** How long a connection may be in the making. A server that swallows everything is asked anew after it. */
const patientMs = 3_000

const names = new Map<string, string>()

function statementName(text: string) {
  const known = names.get(text)
  if (known !== undefined) return known
  const name = `s${names.size}`
  names.set(text, name)
  return name
}

// int8 as a number: money and counters stay far below 2^53 by CHECK.
const types = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === 20 ? Number : pg.types.getTypeParser(oid, format as 'text'),
} as pg.CustomTypesConfig

export type TransactionOptions = { isAhead?: boolean; isRedone?: boolean; isPlannedOnce?: boolean }

type Connection = Db & { release(broken?: boolean): void }

export type PoolOptions = {
  url: string
  size: number
  name: string
  queueLimit?: number
  /** How long to wait for a connection to be made; 900 ms, so that nobody who is served waits longer. */
  connectMs?: number
  onError?: (error: Error) => void
  /** Waits for a statement as long as that is of use; without it, as long as the statement's own limits. */
  listen?: SilenceWatch
}

/** Connections now, and since the start: calls that got one, calls that got none, and how long all of them waited. */
export type PoolStats = {
  total: number
  idle: number
  waiting: number
  max: number
  taken: number
  refused: number
  waitedMs: number
}
