import type { Draw } from './pen.ts'
import { broccoliCrown } from './vegetables/broccoli-crown.ts'
import { bunchedCarrots } from './vegetables/bunched-carrots.ts'
import { creminiMushrooms } from './vegetables/cremini-mushrooms.ts'
import { globeEggplant } from './vegetables/globe-eggplant.ts'
import { redOnions } from './vegetables/red-onions.ts'
import { sweetCorn } from './vegetables/sweet-corn.ts'
import { sweetRedPepper } from './vegetables/sweet-red-pepper.ts'
import { vineTomatoes } from './vegetables/vine-tomatoes.ts'

export const vegetables: Record<string, Draw> = {
  'bunched-carrots': bunchedCarrots,
  'vine-tomatoes': vineTomatoes,
  'broccoli-crown': broccoliCrown,
  'sweet-red-pepper': sweetRedPepper,
  'red-onions': redOnions,
  'globe-eggplant': globeEggplant,
  'cremini-mushrooms': creminiMushrooms,
  'sweet-corn': sweetCorn,
}
