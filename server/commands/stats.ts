import { rebuildStats } from '../stats/rebuild.ts'
import { type Command, misused } from './command.ts'
import { withShop } from './with-shop.ts'

export const stats: Command = {
  usage: 'stats rebuild',
  summary: 'make every figure under /stats anew from the orders, while the shop goes on',
  run: (args, env) =>
    withShop(env, async ({ db }) => {
      if (args.join(' ') !== 'rebuild') throw misused(stats)
      await rebuildStats(db)
      console.log('The figures are what the tables of truth say.')
    }),
}
