import { seed } from '../../db/seed/seed.ts'
import type { Command } from './command.ts'
import { withShop } from './with-shop.ts'

export const seedCatalogue: Command = {
  usage: 'seed',
  summary: 'fill an empty shop with the demo catalogue; any other is left as it is',
  run: (_args, env) =>
    withShop(env, async ({ db, config, log }) => {
      const count = await seed({ db, uploadsDir: config.uploadsDir, log })
      console.log(
        count > 0
          ? `${count} products are in the shop.`
          : 'The shop has products already: nothing was changed.',
      )
    }),
}
