import { rebuildStats } from '../stats/rebuild.ts'
import { misused, type Run } from './command.ts'
import { withShop } from './with-shop.ts'

export const stats: Run = async (args, env) => {
  if (args.join(' ') !== 'rebuild') throw misused()
  await withShop(env, async ({ db }) => {
    await rebuildStats(db)
    console.log('The figures are what the tables of truth say.')
  })
}
