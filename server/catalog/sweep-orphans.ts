import type { Context } from '../context.ts'
import { sweepPictures } from '../pictures/sweep-pictures.ts'
import { type Loop, startLoop } from '../platform/loop.ts'
import { knownFolders } from './admin-queries.ts'

/** Sweeps now and then once an hour. Any number of nodes may do it. */
export const startSweeping = (context: Pick<Context, 'db' | 'config' | 'log'>): Loop =>
  startLoop({
    name: 'the sweep of pictures',
    log: context.log,
    work: async () => {
      const removed = await sweepOrphans(context)
      if (removed > 0) context.log.info({ removed }, 'removed pictures that no product has')
      return 3_600_000
    },
  })

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
