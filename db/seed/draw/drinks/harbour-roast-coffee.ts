import { circle, ellipse, group, path, place, stroke } from '../element.ts'
import { lettering } from '../lettering.ts'
import type { Pen } from '../pen.ts'
import { rows } from '../points.ts'
import { castShadow, type Tones } from '../shade.ts'
import { pouch } from '../shapes/pouch.ts'

const black: Tones = { light: '#5a5560', base: '#2b2730', dark: '#0e0c12' }
const bag =
  'M360 160H840V210C850 300 880 420 884 560C890 720 884 880 868 968Q600 1000 332 968C316 880 310 720 316 560C320 420 350 300 360 210Z'

export const harbourRoastCoffee = (pen: Pen): string =>
  group([
    pouch(pen, bag, black, art(pen), { top: 150, left: 358, right: 842 }),
    ...rows(
      '250 1010 -20, 320 1050 30, 214 1064 70, 930 1020 15, 990 1058 -40, 900 1074 50, 400 1076 -60',
    ).map(([x = 0, y = 0, turn = 0]) => bean(pen, x, y, turn)),
  ])

const art = (pen: Pen): string =>
  group([
    path('M300 470H900V850H300Z', { fill: '#e9d6b4' }),
    path('M300 470H900V486H300ZM300 834H900V850H300Z', { fill: '#c8622a' }),
    circle(600, 570, 74, { fill: '#c8622a' }),
    path('M560 600L604 500V600Z M612 520L646 600H612Z', { fill: '#fdf3de' }),
    stroke('M544 612Q572 628 600 612Q628 628 656 612', '#fdf3de', 8),
    lettering('HARBOUR', { x: 600, y: 672, size: 66, colour: '#2b2730', weight: 2.1, fit: 440 }),
    lettering('ROAST COFFEE', { x: 600, y: 768, size: 32, colour: '#8a3c14', weight: 1.8, spacing: 3.6 }),
    circle(600, 350, 34, { fill: '#1b181f', stroke: '#6b6672', 'stroke-width': 5 }),
    ...[0, 72, 144, 216, 288].map((turn) =>
      place(circle(0, -16, 4, { fill: '#6b6672' }), { x: 600, y: 350, turn }),
    ),
    path('M300 470H420V850H300Z', { fill: '#fff', opacity: 0.2, filter: pen.blur(20) }),
  ])

const bean = (pen: Pen, x: number, y: number, turn: number): string =>
  group([
    castShadow(pen, x + 4, y + 18, 38),
    place(
      ellipse(0, 0, 46, 31, { fill: pen.radial('#a8703f, #6a3c1a, #2f1607') }) +
        stroke('M-42 4C-20 -14 16 14 42 -4', '#24100a', 6) +
        ellipse(-14, -15, 14, 5, { fill: '#fff', opacity: 0.4, transform: 'rotate(-18 -14 -15)' }),
      { x, y, turn },
    ),
  ])
