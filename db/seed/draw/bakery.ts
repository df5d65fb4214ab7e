import { bavarianSoftPretzel } from './bakery/bavarian-soft-pretzel.ts'
import { blueberryMuffins } from './bakery/blueberry-muffins.ts'
import { butterCroissants } from './bakery/butter-croissants.ts'
import { cinnamonRoll } from './bakery/cinnamon-roll.ts'
import { countrySourdough } from './bakery/country-sourdough.ts'
import { sesameBagels } from './bakery/sesame-bagels.ts'
import { stoneBakedBaguette } from './bakery/stone-baked-baguette.ts'
import type { Draw } from './pen.ts'

export const bakery: Record<string, Draw> = {
  'country-sourdough': countrySourdough,
  'stone-baked-baguette': stoneBakedBaguette,
  'butter-croissants': butterCroissants,
  'sesame-bagels': sesameBagels,
  'cinnamon-roll': cinnamonRoll,
  'bavarian-soft-pretzel': bavarianSoftPretzel,
  'blueberry-muffins': blueberryMuffins,
}
