import { type Cache, createMemoryCache } from '../platform/cache.ts'
import { createFigures } from '../platform/figures.ts'
import { impatient } from '../platform/impatient.ts'
import type { Log } from '../platform/log.ts'
import { gauge, type Metrics, total } from '../platform/metrics.ts'
import type { Db } from '../platform/postgres.ts'
import { type CacheState, createReadThrough } from '../platform/read-through.ts'
import { followCatalog } from './follow-catalog.ts'
import { stockOf } from './queries.ts'

const cacheBytes = 64 * 1024 * 1024

/**
 * What reads of the catalogue go through. `db` serves what is not in the cache; `listDb` what must be on time however
 * busy that is: the change log and the stock. `behind` puts a cache in front of another, where there is one.
 */
export function openCatalog({ db, listDb, log, metrics, behind }: Options) {
  const punctual = impatient(listDb, 1_000)
  const changes = followCatalog(punctual, log)
  const figures = createFigures(async (ids) => {
    const levels = await stockOf(punctual, ids)
    return new Map(levels.map((level) => [level.product_id, level.quantity]))
  })
  const cache = behind(createMemoryCache(cacheBytes))
  const answers = { hit: 0, miss: 0, bypass: 0, stale: 0 }
  const told = (state: CacheState) => {
    answers[state]++
  }
  const readThrough = createReadThrough({ cache, changes, figures, told })
  total(metrics, 'tradewind_cache_answers_total', 'Answers of the catalogue, as X-Cache tells', () => answers)
  const ageSeconds = () => changes.ageMs() / 1000
  gauge(metrics, 'tradewind_change_log_age_seconds', 'Since the last look for changed products', ageSeconds)
  return { catalogDb: impatient(db, 2_000), catalogChanges: changes, readThrough }
}

type Options = { db: Db; listDb: Db; log: Log; metrics: Metrics; behind(cache: Cache): Cache }
