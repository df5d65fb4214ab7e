import { bakery } from './catalogue/bakery.ts'
import { dairy } from './catalogue/dairy.ts'
import { deli } from './catalogue/deli.ts'
import { drinks } from './catalogue/drinks.ts'
import { fruit } from './catalogue/fruit.ts'
import { pantry } from './catalogue/pantry.ts'
import { snacks } from './catalogue/snacks.ts'
import type { DemoCategory } from './catalogue/types.ts'
import { vegetables } from './catalogue/vegetables.ts'

/** Groceries to fill a new shop with, in the order the categories are shown. */
export const demoCatalogue: DemoCategory[] = [fruit, vegetables, bakery, dairy, pantry, drinks, snacks, deli]
