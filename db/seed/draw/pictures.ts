import { bakery } from './bakery.ts'
import { dairy } from './dairy.ts'
import { deli } from './deli.ts'
import { drinks } from './drinks.ts'
import { fruit } from './fruit.ts'
import { pantry } from './pantry.ts'
import type { Draw } from './pen.ts'
import { snacks } from './snacks.ts'
import { vegetables } from './vegetables.ts'

/** Every drawing, by category and picture name. */
export const pictures: Record<string, Record<string, Draw>> = {
  fruit,
  vegetables,
  bakery,
  dairy,
  pantry,
  drinks,
  snacks,
  deli,
}
