import { LRUCache } from 'lru-cache'
import { isOlder, type Snapshot } from './snapshot.ts'

/** What is kept of an answer: its text in pieces, between which figures are laid that change faster. */
export type Entry = {
  /** One more than there are figures. */
  pieces: string[]
  /** Whose figure stands after each piece but the last, and what it was when the entry was made. */
  figureIds: string[]
  figures: number[]
  /** What it was read under, and whom it tells of: null where it may be of anything. */
  position: Snapshot
  subject: string | null
}

/** Where entries are kept: in this process, or behind a network. It never throws: what it cannot reach it does not have. */
export type Cache = {
  /** The entry of a key that this process has, if it has not expired and `isGood` takes it. */
  here(key: string, isGood: IsGood): Entry | undefined
  /** The same where this process has none. */
  elsewhere(key: string, isGood: IsGood): Promise<Entry | undefined>
  /** The last entry of a key, expired or not, for when there is nobody else to ask. */
  last(key: string): Promise<Entry | undefined>
  /** Keeps an entry unless a newer one is there. */
  set(key: string, entry: Entry, ttlMs: number): Promise<void>
  delete(key: string): Promise<void>
}

export type IsGood = (entry: Entry) => boolean

/** A cache in this process of at most so many bytes, the least recently used going first. */
export function createMemoryCache(maxBytes: number): Cache {
  const kept = new LRUCache<string, { entry: Entry; expiresAt: number }>({
    maxSize: maxBytes,
    sizeCalculation: ({ entry }) => sizeOf(entry),
  })
  return {
    here(key, isGood) {
      const found = kept.get(key)
      return found && performance.now() < found.expiresAt && isGood(found.entry) ? found.entry : undefined
    },
    elsewhere: async () => undefined,
    last: async (key) => kept.get(key)?.entry,
    async set(key, entry, ttlMs) {
      const found = kept.peek(key)
      if (found && isOlder(entry.position, found.entry.position)) return
      kept.set(key, { entry, expiresAt: performance.now() + ttlMs })
    },
    async delete(key) {
      kept.delete(key)
    },
  }
}

/** The text as it is kept, ready to be sent and compressed, and what stands around it. */
const sizeOf = ({ pieces, figureIds }: Entry) =>
  500 + figureIds.length * 100 + 3 * pieces.reduce((sum, piece) => sum + piece.length, 0)
