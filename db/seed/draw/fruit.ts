import { bananas } from './fruit/bananas.ts'
import { blueberries } from './fruit/blueberries.ts'
import { conferencePears } from './fruit/conference-pears.ts'
import { hassAvocados } from './fruit/hass-avocados.ts'
import { honeycrispApples } from './fruit/honeycrisp-apples.ts'
import { redSeedlessGrapes } from './fruit/red-seedless-grapes.ts'
import { strawberries } from './fruit/strawberries.ts'
import { unwaxedLemons } from './fruit/unwaxed-lemons.ts'
import type { Draw } from './pen.ts'

export const fruit: Record<string, Draw> = {
  'honeycrisp-apples': honeycrispApples,
  bananas,
  'unwaxed-lemons': unwaxedLemons,
  strawberries,
  blueberries,
  'hass-avocados': hassAvocados,
  'conference-pears': conferencePears,
  'red-seedless-grapes': redSeedlessGrapes,
}
