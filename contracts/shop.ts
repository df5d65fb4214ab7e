import Type from 'typebox'
import { Currency } from './common.ts'

/** What every page of the shop shows of it. */
export const Shop = Type.Object(
  { name: Type.String({ examples: ['Tradewind'] }), currency: Currency },
  { title: 'Shop' },
)
export type Shop = Type.Static<typeof Shop>
