import { baristaOatDrink } from './drinks/barista-oat-drink.ts'
import { earlGreyLooseLeaf } from './drinks/earl-grey-loose-leaf.ts'
import { fieryGingerBeer } from './drinks/fiery-ginger-beer.ts'
import { freshOrangeJuice } from './drinks/fresh-orange-juice.ts'
import { harbourRoastCoffee } from './drinks/harbour-roast-coffee.ts'
import { sourCherrySoda } from './drinks/sour-cherry-soda.ts'
import { sparklingSpringWater } from './drinks/sparkling-spring-water.ts'
import type { Draw } from './pen.ts'

export const drinks: Record<string, Draw> = {
  'fresh-orange-juice': freshOrangeJuice,
  'sparkling-spring-water': sparklingSpringWater,
  'harbour-roast-coffee': harbourRoastCoffee,
  'earl-grey-loose-leaf': earlGreyLooseLeaf,
  'fiery-ginger-beer': fieryGingerBeer,
  'barista-oat-drink': baristaOatDrink,
  'sour-cherry-soda': sourCherrySoda,
}
