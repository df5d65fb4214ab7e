import { agedBasmatiRice } from './pantry/aged-basmati-rice.ts'
import { bronzeCutSpaghetti } from './pantry/bronze-cut-spaghetti.ts'
import { extraVirginOliveOil } from './pantry/extra-virgin-olive-oil.ts'
import { rolledOats } from './pantry/rolled-oats.ts'
import { sanMarzanoTomatoes } from './pantry/san-marzano-tomatoes.ts'
import { stonegroundFlour } from './pantry/stoneground-flour.ts'
import { strawberryPreserve } from './pantry/strawberry-preserve.ts'
import { wildflowerHoney } from './pantry/wildflower-honey.ts'
import type { Draw } from './pen.ts'

export const pantry: Record<string, Draw> = {
  'bronze-cut-spaghetti': bronzeCutSpaghetti,
  'aged-basmati-rice': agedBasmatiRice,
  'extra-virgin-olive-oil': extraVirginOliveOil,
  'san-marzano-tomatoes': sanMarzanoTomatoes,
  'stoneground-flour': stonegroundFlour,
  'wildflower-honey': wildflowerHoney,
  'strawberry-preserve': strawberryPreserve,
  'rolled-oats': rolledOats,
}
