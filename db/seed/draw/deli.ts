import { classicHummus } from './deli/classic-hummus.ts'
import { fennelSalami } from './deli/fennel-salami.ts'
import { herbBratwurst } from './deli/herb-bratwurst.ts'
import { kalamataOlives } from './deli/kalamata-olives.ts'
import { rainbowTrout } from './deli/rainbow-trout.ts'
import { ribeyeSteak } from './deli/ribeye-steak.ts'
import { salmonFillet } from './deli/salmon-fillet.ts'
import { sardinesInOliveOil } from './deli/sardines-in-olive-oil.ts'
import type { Draw } from './pen.ts'

export const deli: Record<string, Draw> = {
  'salmon-fillet': salmonFillet,
  'sardines-in-olive-oil': sardinesInOliveOil,
  'rainbow-trout': rainbowTrout,
  'ribeye-steak': ribeyeSteak,
  'fennel-salami': fennelSalami,
  'kalamata-olives': kalamataOlives,
  'classic-hummus': classicHummus,
  'herb-bratwurst': herbBratwurst,
}
