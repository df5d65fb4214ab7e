import { seed } from '../../db/seed/seed.ts'
import type { Run } from './command.ts'
import { withShop } from './with-shop.ts'

export const seedCatalogue: Run = (_args, env) =>
  withShop(env, async ({ db, config, log }) => {
    const count = await seed({ db, uploadsDir: config.uploadsDir, log })
    console.log(
      count > 0
        ? `${count} products are in the shop.`
        : 'The shop has products already: nothing was changed.',
    )
  })
