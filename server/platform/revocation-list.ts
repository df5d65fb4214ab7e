import type { Log } from './log.ts'
import { startLoop } from './loop.ts'
import type { Db } from './postgres.ts'
import { revokedSince } from './session-queries.ts'

/** Tokens of this session up to this epoch are refused. */
export type Revocation = { sessionId: string; throughEpoch: number }

const reloadEveryMs = 400
const maxAgeMs = 1_000
/** A little more than an access token lives. */
const rememberMs = 16 * 60_000

/**
 * What was revoked, in memory, re-read from PostgreSQL every 400 ms. A list older than 1 s is no list: `isFresh` tells.
 * `now` is PostgreSQL's clock as of the last load, so that no token lives longer or shorter by this machine's (F16).
 */
export function createRevocationList(db: Db, log: Log) {
  const revoked = new Map<string, { throughEpoch: number; forgetAt: number }>()
  let loadedAt = Number.NEGATIVE_INFINITY
  let clockOffsetMs = 0
  let mark = '0'

  const loop = startLoop({
    name: 'the list of revoked sessions',
    log,
    work: async () => {
      const [begun, begunAt] = [performance.now(), Date.now()]
      const loaded = await revokedSince(db, mark)
      if (!loaded) return reloadEveryMs
      add(loaded.revoked.map(([sessionId, throughEpoch]) => ({ sessionId, throughEpoch })))
      forget()
      clockOffsetMs = loaded.now_ms - (begunAt + Date.now()) / 2
      // A mark that fell back means another cluster, restored from a backup: read everything again.
      mark = BigInt(loaded.mark) < BigInt(mark) ? '0' : loaded.mark
      loadedAt = begun
      return reloadEveryMs
    },
  })

  function add(revocations: Revocation[]) {
    const forgetAt = performance.now() + rememberMs
    for (const { sessionId, throughEpoch } of revocations) {
      const known = revoked.get(sessionId)
      if (known && known.throughEpoch >= throughEpoch) continue
      revoked.delete(sessionId)
      revoked.set(sessionId, { throughEpoch, forgetAt })
    }
  }

  function forget() {
    for (const [sessionId, { forgetAt }] of revoked) {
      if (forgetAt > performance.now()) return
      revoked.delete(sessionId)
    }
  }

  const ageMs = () => performance.now() - loadedAt

  return {
    add,
    has: (sessionId: string, epoch: number) =>
      epoch <= (revoked.get(sessionId)?.throughEpoch ?? Number.NEGATIVE_INFINITY),
    ageMs,
    isFresh: () => ageMs() < maxAgeMs,
    now: () => Date.now() + clockOffsetMs,
    close: () => loop.close(),
  }
}
