import { circle, ellipse, rect } from './element.ts'
import type { Pen } from './pen.ts'

export type Backdrop = { wall: string; deep: string; disc: string; table: string; edge: string }

export const backdrops: Record<string, Backdrop> = {
  fruit: { wall: '#fff1e4', deep: '#fbcfae', disc: '#fff8f0', table: '#fbdcc2', edge: '#f0b891' },
  vegetables: { wall: '#eef5e6', deep: '#bcd6ac', disc: '#f7fbf1', table: '#d3e4c6', edge: '#a5c393' },
  bakery: { wall: '#fff6dc', deep: '#f3d488', disc: '#fffbec', table: '#f8e3ae', edge: '#e3bd6b' },
  dairy: { wall: '#edf5fc', deep: '#b5d2ec', disc: '#f8fcff', table: '#d0e3f3', edge: '#9bbfdf' },
  pantry: { wall: '#faf3e8', deep: '#dcc6a8', disc: '#fffcf6', table: '#ecddc6', edge: '#c9ad88' },
  drinks: { wall: '#f2edfb', deep: '#c6b7e8', disc: '#fbf9ff', table: '#dcd1f2', edge: '#ac99d8' },
  snacks: { wall: '#feeaf0', deep: '#f2b3c6', disc: '#fff7f9', table: '#f9d0dc', edge: '#e394ad' },
  deli: { wall: '#e4f3f1', deep: '#97cbc6', disc: '#f4fbfa', table: '#bfe0dc', edge: '#7db5af' },
}

/** Studio set in the category's colour: a lit wall, a pale disc behind the product, a table to stand on. */
export const backdrop = (pen: Pen, { wall, deep, disc, table, edge }: Backdrop): string =>
  [
    rect(0, 0, 1200, 1200, {
      fill: pen.radial(`${wall}, ${deep}`, [0.4, 0.32], 0.82),
    }),
    circle(600, 580, 450, { fill: pen.linear(`${disc} /0.95, ${disc} /0.25`) }),
    rect(0, 820, 1200, 380, { fill: pen.linear(`${edge}, ${table} 10%, ${deep}`) }),
    rect(0, 817, 1200, 6, { fill: '#fff', opacity: 0.35 }),
    ellipse(520, 985, 560, 130, { fill: '#fff', opacity: 0.38, filter: pen.blur(60) }),
  ].join('')
