import type { Draw } from './pen.ts'
import { assortedMacarons } from './snacks/assorted-macarons.ts'
import { chocolateChunkCookies } from './snacks/chocolate-chunk-cookies.ts'
import { darkChocolate72 } from './snacks/dark-chocolate-72.ts'
import { roastedAlmonds } from './snacks/roasted-almonds.ts'
import { seaSaltKettleChips } from './snacks/sea-salt-kettle-chips.ts'
import { sweetAndSaltyPopcorn } from './snacks/sweet-and-salty-popcorn.ts'
import { vanillaIceCream } from './snacks/vanilla-ice-cream.ts'

export const snacks: Record<string, Draw> = {
  'dark-chocolate-72': darkChocolate72,
  'sea-salt-kettle-chips': seaSaltKettleChips,
  'roasted-almonds': roastedAlmonds,
  'sweet-and-salty-popcorn': sweetAndSaltyPopcorn,
  'chocolate-chunk-cookies': chocolateChunkCookies,
  'vanilla-ice-cream': vanillaIceCream,
  'assorted-macarons': assortedMacarons,
}
