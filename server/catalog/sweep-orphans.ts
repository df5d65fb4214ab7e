import type { Context } from '../context.ts'
import { sweepPictures } from '../pictures/sweep-pictures.ts'
import { knownFolders } from './admin-queries.ts'

/** Removes the pictures that no product has, once an hour; returns how to stop. Any number of nodes may do it. */
export function startSweeping({
  db,
  config,
  log,
}: Pick<Context, 'db' | 'config' | 'log'>): () => Promise<unknown> {
  let running: Promise<unknown> = Promise.resolve()
  const sweep = async () => {
    try {
      const removed = await sweepOrphans({ db, config })
      if (removed > 0) log.info({ removed }, 'removed pictures that no product has')
    } catch (error) {
      log.warn({ err: error }, 'the sweep of pictures failed and is tried again in an hour')
    }
  }
  const timer = setInterval(() => {
    running = sweep()
  }, 3_600_000)
  timer.unref()
  return () => {
    clearInterval(timer)
    return running
  }
}

/** One sweep; how many pictures and left-overs older than an hour (or `ageMs`) it removed. */
export const sweepOrphans = (
  { db, config }: Pick<Context, 'db' | 'config'>,
  ageMs?: number,
): Promise<number> =>
  sweepPictures(
    config.uploadsDir,
    async (folders) => (await knownFolders(db, folders)).map(({ folder }) => folder),
    ageMs,
  )
