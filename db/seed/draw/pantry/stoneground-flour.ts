import { circle, ellipse, group, path, stroke } from '../element.ts'
import { lettering } from '../lettering.ts'
import type { Pen } from '../pen.ts'
import { flour } from '../shapes/crust.ts'
import { wheat } from '../shapes/emblems.ts'
import { paperBag } from '../shapes/paper-bag.ts'

const ink = '#8a4b1c'

export const stonegroundFlour = (pen: Pen): string =>
  group([paperBag(pen, { light: '#fffdf8', base: '#f3ead9', dark: '#bda98a' }, front()), dust(pen)])

const front = (): string =>
  group(
    [
      path('M300 780Q560 760 810 790V1010H300Z', { fill: '#d98f36' }),
      path('M300 792Q560 772 810 802', { fill: 'none', stroke: ink, 'stroke-width': 7 }),
      circle(556, 540, 132, { fill: '#f7d795' }),
      wheat(ink, { x: 556, y: 668, scale: 0.78 }),
      wheat('#b8742c', { x: 540, y: 672, scale: 0.66, turn: -30 }),
      wheat('#b8742c', { x: 572, y: 672, scale: 0.66, turn: 30 }),
      lettering('FLOUR', { x: 556, y: 706, size: 62, colour: ink, weight: 2.4 }),
      lettering('STONEGROUND', {
        x: 556,
        y: 830,
        size: 36,
        colour: '#fff6e2',
        weight: 1.9,
        spacing: 3.2,
        fit: 400,
      }),
      stroke('M440 900H672', '#fff6e2', 5),
    ],
    { transform: 'rotate(1 556 640)' },
  )

const dust = (pen: Pen): string =>
  group([
    ellipse(310, 1030, 170, 34, { fill: '#fffaf0', opacity: 0.9, filter: pen.blur(10) }),
    path('M190 1036Q250 980 310 978Q380 984 430 1040Q310 1064 190 1036Z', {
      fill: pen.linear('#ffffff, #e9dec8'),
    }),
    flour(pen, [150, 1010, 420, 60], 120, 0.9),
  ])
