import { type Cache, createMemoryCache } from '../platform/cache.ts'
import { createFigures } from '../platform/figures.ts'
import { impatient } from '../platform/impatient.ts'
import type { Log } from '../platform/log.ts'
import type { Db } from '../platform/postgres.ts'
import { createReadThrough } from '../platform/read-through.ts'
import { followCatalog } from './follow-catalog.ts'
import { stockOf } from './queries.ts'

const cacheBytes = 64 * 1024 * 1024

/**
 * What reads of the catalogue go through. `db` serves what is not in the cache; `listDb` what must be on time however
 * busy that is: the change log and the stock. `behind` puts a cache in front of another, where there is one.
 */
export function openCatalog({ db, listDb, log, behind }: Options) {
  const punctual = impatient(listDb, 1_000)
  const changes = followCatalog(punctual, log)
  const figures = createFigures(async (ids) => {
    const levels = await stockOf(punctual, ids)
    return new Map(levels.map((level) => [level.product_id, level.quantity]))
  })
  const cache = behind(createMemoryCache(cacheBytes))
  const readThrough = createReadThrough({ cache, changes, figures })
  return { catalogDb: impatient(db, 2_000), catalogChanges: changes, readThrough }
}

type Options = { db: Db; listDb: Db; log: Log; behind(cache: Cache): Cache }
