import { brieDeFerme } from './dairy/brie-de-ferme.ts'
import { culturedButter } from './dairy/cultured-butter.ts'
import { emmentalWedge } from './dairy/emmental-wedge.ts'
import { greekYogurt } from './dairy/greek-yogurt.ts'
import { heavyWhippingCream } from './dairy/heavy-whipping-cream.ts'
import { pastureRaisedEggs } from './dairy/pasture-raised-eggs.ts'
import { wholeMilk } from './dairy/whole-milk.ts'
import type { Draw } from './pen.ts'

export const dairy: Record<string, Draw> = {
  'whole-milk': wholeMilk,
  'cultured-butter': culturedButter,
  'emmental-wedge': emmentalWedge,
  'brie-de-ferme': brieDeFerme,
  'greek-yogurt': greekYogurt,
  'pasture-raised-eggs': pastureRaisedEggs,
  'heavy-whipping-cream': heavyWhippingCream,
}
