import type { Context } from '../context.ts'
import { sweepPictures } from '../pictures/sweep-pictures.ts'
import { knownFolders } from './admin-queries.ts'

/** The pictures of this node's disk, swept now and then once an hour; answers in how many ms to come again. */
export async function sweepCatalogPictures(context: Pick<Context, 'db' | 'config' | 'log'>): Promise<number> {
  const removed = await sweepOrphans(context)
  if (removed > 0) context.log.info({ removed }, 'removed pictures that no product has')
  return 3_600_000
}

/** Removes the pictures that no product has, and left-overs of uploads, older than an hour (or `ageMs`); how many. */
export const sweepOrphans = (
  { db, config }: Pick<Context, 'db' | 'config'>,
  ageMs?: number,
): Promise<number> =>
  sweepPictures(
    config.uploadsDir,
    async (folders) => (await knownFolders(db, folders)).map(({ folder }) => folder),
    ageMs,
  )
