import { hash } from 'node:crypto'
import { AppError } from '../errors.ts'
import type { Cache, Entry } from './cache.ts'
import type { ChangeLog } from './change-log.ts'
import { type Compressed, compressedOnce } from './encoding.ts'
import type { Figures } from './figures.ts'
import type { Snapshot } from './snapshot.ts'
import { within } from './within.ts'

/** How an answer came about: from the cache, from PostgreSQL, past a cache that cannot tell what is outdated, or old. */
export type CacheState = 'hit' | 'miss' | 'bypass' | 'stale'

/** An answer ready to be sent, as it is and compressed. */
export type Answer = {
  body: Buffer
  compressed: Compressed
  etag: string
  state: CacheState
  /** What the same read answers now, where that is kept, not outdated, and ready. */
  again(): Answer | undefined
}

/** What is kept and not outdated is there at once. */
export type ReadThrough = (read: Read) => Answer | Promise<Answer>

export type Read = {
  key: string
  /** Reads what the entry is made of from PostgreSQL. What it refuses (a 404) is not kept. */
  load(): Promise<Loaded>
  /** How a figure stands in the text. */
  figureText?: (figure: number) => string
}

export type Loaded = { pieces: string[]; figureIds?: string[]; figures?: number[]; subject?: string }

const ttlMs = 60_000
/** Figures this old are read again behind the answer, and before it when they are older than the second. */
const softMs = 250
const hardMs = 500
/** A read under way is joined while it is this young: what it finds is no older than that. */
const joinableMs = 500
/** How long PostgreSQL has to answer when there is an old answer to give, and for how long nobody waits for it then. */
const patienceMs = 1_000
const pauseMs = 2_000

/**
 * Answers from the cache what is not outdated, and otherwise from PostgreSQL, once for all who ask at that moment.
 * Whether an entry is outdated is known by the change log alone, from what the entry was read under: neither a slow
 * read nor a lost message can bring an old answer back. While the log is behind, every read goes to PostgreSQL; when
 * that does not answer, the last known answer goes out as `stale`. @throws what `load` throws, where there is none.
 */
export function createReadThrough({ cache, changes, figures, told }: ReadThroughOptions): ReadThrough {
  const flights = new Map<string, Flight>()
  const ready = new WeakMap<Entry, Ready>()
  let pausedUntil = Number.NEGATIVE_INFINITY
  let probing: Promise<void> | undefined

  const isGood = (entry: Entry) => changes.isFresh(entry.position, entry.subject)

  return function readThrough(read) {
    const isCurrent = changes.isCurrent()
    const entry = isCurrent ? cache.here(read.key, isGood) : undefined
    if (!entry) return found(read, isCurrent)
    return readyOf(entry, read) ?? laidOver(entry, read, 'hit')
  }

  function readyOf(entry: Entry | undefined, read: Read): Answer | undefined {
    const held = entry && ready.get(entry)
    if (!held) return undefined
    const age = performance.now() - held.readAt
    if (age > hardMs) return undefined
    if (age > softMs && !held.isRenewed) renew(entry, read, held)
    told('hit')
    return held.hit
  }

  /** Makes an answer anew behind those who are given it as it is. */
  function renew(entry: Entry, read: Read, held: Ready) {
    held.isRenewed = true
    const fresh = figures.age(entry.figureIds) > softMs ? figures.refresh(entry.figureIds) : Promise.resolve()
    fresh.then(
      () => ready.set(entry, build(entry, read, held)),
      () => {
        held.isRenewed = false
      },
    )
  }

  async function found(read: Read, isCurrent: boolean): Promise<Answer> {
    const entry = isCurrent ? await cache.elsewhere(read.key, isGood) : undefined
    if (entry) return laidOver(entry, read, 'hit')
    const last = await cache.last(read.key)
    if (last && performance.now() < pausedUntil && !changes.isCurrent()) {
      probe(read)
      return laidOver(last, read, 'stale')
    }
    try {
      const entry = last ? await inTime(flight(read)) : await flight(read).entry
      return await laidOver(entry, read, changes.isCurrent() ? 'miss' : 'bypass')
    } catch (error) {
      if (error instanceof AppError && error.status < 500) await cache.delete(read.key)
      else if (last) return laidOver(last, read, 'stale')
      throw error
    }
  }

  /** Tries PostgreSQL again while nobody waits for it: one read at a time, for the first who asked. */
  function probe(read: Read) {
    if (probing) return
    probing = inTime(flight(read))
      .then(() => {
        pausedUntil = Number.NEGATIVE_INFINITY
      })
      .catch(() => {})
      .finally(() => {
        probing = undefined
      })
  }

  function flight(read: Read): Flight {
    const under = flights.get(read.key)
    const joinable = under && performance.now() - under.begunAt < joinableMs
    if (joinable && changes.isFresh(under.position ?? nothingSeen, null)) return under
    const position = changes.position()
    const made = { begunAt: performance.now(), position, entry: fill(read, position) }
    flights.set(read.key, made)
    const land = () => {
      if (flights.get(read.key) === made) flights.delete(read.key)
    }
    made.entry.then(land, land)
    return made
  }

  async function fill(read: Read, position: Snapshot | undefined): Promise<Entry> {
    const begun = performance.now()
    const { pieces, figureIds = [], figures: numbers = [], subject = null } = await read.load()
    figures.learn(figureIds, numbers, begun)
    const entry = { pieces, figureIds, figures: numbers, subject, position: position ?? nothingSeen }
    if (position) await cache.set(read.key, entry, ttlMs * (0.9 + Math.random() / 5))
    return entry
  }

  async function inTime<T>({ begunAt, entry }: { begunAt: number; entry: Promise<T> }): Promise<T> {
    try {
      return await within(begunAt + patienceMs - performance.now(), entry, () => {
        throw new Error('PostgreSQL did not answer in time')
      })
    } catch (error) {
      if (!(error instanceof AppError && error.status < 500)) pausedUntil = performance.now() + pauseMs
      throw error
    }
  }

  async function laidOver(entry: Entry, read: Read, state: CacheState): Promise<Answer> {
    const held = ready.get(entry)
    const now = performance.now()
    if (held && (held.readAt >= now - softMs || state === 'stale')) return as(state, held)
    const ids = entry.figureIds
    const age = figures.age(ids)
    let became = state
    if (age > softMs && state !== 'stale') {
      const refreshed = figures.refresh(ids)
      if (age <= hardMs) refreshed.catch(() => {})
      else
        await inTime({ begunAt: now, entry: refreshed }).catch(() => {
          became = 'stale'
        })
    }
    const made = build(entry, read, held)
    ready.set(entry, made)
    return as(became, made)
  }

  function as(state: CacheState, { hit }: Ready): Answer {
    told(state)
    return { ...hit, state }
  }

  function build(entry: Entry, read: Read, held: Ready | undefined): Ready {
    const { figureText = String } = read
    const numbers = entry.figureIds.map((id, i) => figures.get(id) ?? entry.figures[i] ?? 0)
    const readAt = performance.now() - figures.age(entry.figureIds)
    if (held?.numbers.every((number, i) => number === numbers[i]))
      return { ...held, readAt, isRenewed: false }
    const text = entry.pieces
      .map((piece, i) => (i === 0 ? piece : figureText(numbers[i - 1] ?? 0) + piece))
      .join('')
    const body = Buffer.from(text)
    const etag = `"${hash('sha1', body, 'base64url')}"`
    const again = () => (changes.isCurrent() ? readyOf(cache.here(read.key, isGood), read) : undefined)
    const hit: Answer = { body, compressed: compressedOnce(body), etag, state: 'hit', again }
    return { hit, numbers, readAt, isRenewed: false }
  }
}

/** What the first reads of a node are under, which has not looked at the change log yet. */
const nothingSeen: Snapshot = { origin: '', xmax: 0, running: [] }

type Flight = { begunAt: number; position: Snapshot | undefined; entry: Promise<Entry> }
type Ready = { hit: Answer; numbers: number[]; readAt: number; isRenewed: boolean }
type ReadThroughOptions = {
  cache: Cache
  changes: ChangeLog
  figures: Figures
  /** Hears of every answer how it came about. */
  told(state: CacheState): void
}
