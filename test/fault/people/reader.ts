import { setTimeout as sleep } from 'node:timers/promises'
import { createCaller } from './caller.ts'
import { type Journal, look } from './journal.ts'
import { favourite, oneOf, type Random } from './random.ts'
import type { Shop } from './shop.ts'

/** Somebody who only looks, at products on one node after the other, and knows what the admin was told (I22). */
export function createReader(shop: Shop, journal: Journal) {
  const { call } = createCaller(shop, journal)
  return {
    async browse(random: Random, products: string[], stop: AbortSignal) {
      while (!stop.aborted) {
        const [kind = 0, which = 0, node = 0, pause = 0] = Array.from({ length: 4 }, random)
        const productId = favourite(products, () => which)
        const place = kind < 0.5 ? {} : { at: oneOf(shop.nodes, () => node) }
        if (kind % 0.5 < 0.15) {
          const list = await call<{ items?: Seen[] }>('GET /products?limit=24', place)
          for (const one of list.body.items ?? []) judge(journal, one, list)
        } else {
          const one = await call<Seen>(`GET /products/${productId}`, place)
          if (one.status === 200) judge(journal, one.body, one)
        }
        await sleep(30 + pause * 120, undefined, { signal: stop }).catch(() => {})
      }
    },
  }
}

/** Whether a newer version had been acknowledged longer ago than an answer may be old. */
function judge(journal: Journal, seen: Seen, answer: { at: number; cache: string | undefined }) {
  const newer = journal.edits.filter(
    ({ productId, version }) => productId === seen.id && version !== undefined && version > seen.version,
  )
  const changedAt = Math.min(...newer.map(({ toldAt }) => toldAt))
  const ageMs = answer.at - changedAt
  const disturbed = journal.disturbances.some(
    ({ from, to }) => from < answer.at && to + afterCrashMs > changedAt,
  )
  // What PostgreSQL did not confirm within a second says so itself.
  const boundMs = answer.cache === 'stale' ? Number.POSITIVE_INFINITY : disturbed ? afterCrashMs : freshMs
  look(
    journal,
    'I22',
    ageMs > boundMs &&
      `product ${seen.id} was shown at version ${seen.version} ${Math.round(ageMs)} ms after it had changed (${answer.cache})`,
  )
}

const freshMs = 1_000
const afterCrashMs = 5_000

type Seen = { id: string; version: number }
