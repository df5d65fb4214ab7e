import { ellipse, group, path } from '../element.ts'
import type { Pen, Point } from '../pen.ts'
import { points, rows } from '../points.ts'
import { castShadow, gloss, type Tones } from '../shade.ts'
import { plate } from '../shapes/dish.ts'
import { twig } from '../shapes/emblems.ts'
import { label } from '../shapes/label.ts'
import { leaf } from '../shapes/leaf.ts'
import { gold } from '../shapes/lid.ts'
import { drum, glass } from '../shapes/vessel.ts'

const green: Tones = { light: '#6b8a3c', base: '#33511f', dark: '#14260e' }
const oil: Tones = { light: '#d8c63a', base: '#8f8f1e', dark: '#4a5410' }
const bottle: Point[] = points('52 150, 54 190, 50 230, 52 340, 176 450, 180 500, 176 940, 158 976')
const fill: Point[] = points('44 300, 46 346, 166 456, 170 502, 168 936, 150 966')

export const extraVirginOliveOil = (pen: Pen): string =>
  group([
    glass(pen, {
      cx: 470,
      profile: bottle,
      tint: green,
      opacity: 0.78,
      contents: { profile: fill, tones: oil },
    }),
    drum(pen, [470, 108, 56], 84, gold, 0, 0.2),
    label(
      pen,
      { cx: 470, r: 176, top: 566, bottom: 886, sag: 12, taper: 2 },
      {
        colour: '#f8f1dc',
        edge: '#8c7a2e',
        art: twig(pen, { x: 470, y: 666, scale: 0.92 }, '#4d5a1c'),
        words: [
          { text: 'OLIVE', y: 752, size: 58, colour: '#33511f', weight: 1.9 },
          { text: 'OIL', y: 826, size: 40, colour: '#8c7a2e', weight: 1.6 },
        ],
      },
    ),
    gloss(pen, 'M322 510Q334 490 346 490V920Q332 930 322 900Z', 0.4, 6),
    dish(pen),
    olives(pen),
  ])

const dish = (pen: Pen): string =>
  group([
    plate(pen, [850, 962, 196, 62]),
    ellipse(850, 964, 142, 40, { fill: pen.radial('#f4e26a, #cdbb2a 60%, #978a12') }),
    path('M740 956Q800 930 880 934Q800 944 760 970Z', {
      fill: '#fffbd0',
      opacity: 0.75,
      filter: pen.blur(3),
    }),
  ])

const olives = (pen: Pen): string =>
  group([
    leaf(pen, 150, 34, { x: 770, y: 1052, turn: -16 }),
    ...rows('690 1040, 752 1064').map(([x = 0, y = 0]) =>
      group([
        castShadow(pen, x, y + 24, 38),
        ellipse(x, y, 42, 32, { fill: pen.radial('#c5cf6c, #7d8c2c, #434f12') }),
        ellipse(x - 16, y - 12, 10, 6, { fill: '#fff', opacity: 0.7 }),
      ]),
    ),
  ])
