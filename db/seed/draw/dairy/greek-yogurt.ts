import { smooth } from '../curves.ts'
import { ellipse, group, path, stroke } from '../element.ts'
import type { Pen, Point } from '../pen.ts'
import { points } from '../points.ts'
import { castShadow, gloss, solid, type Tones } from '../shade.ts'
import { label } from '../shapes/label.ts'
import { drum } from '../shapes/vessel.ts'

const white: Tones = { light: '#ffffff', base: '#f3f5f8', dark: '#c2cbd8' }
const blue = '#1f5fae'

export const greekYogurt = (pen: Pen): string =>
  group([
    castShadow(pen, 600, 976, 280),
    drum(pen, [600, 470, 330], 500, white, 66, 0.2),
    ellipse(600, 470, 344, 74, { fill: pen.linear('#dfe5ee, #ffffff') }),
    ellipse(600, 470, 312, 60, { fill: '#ccd5e2' }),
    swirl(pen),
    path('M256 470A344 74 0 0 0 944 470L938 494A338 76 0 0 1 262 494Z', {
      fill: pen.linear('#c9d2de, #ffffff 30%, #aab6c6', [0, 0], [1, 0]),
    }),
    label(
      pen,
      { cx: 600, r: 310, top: 600, bottom: 900, sag: 30, taper: 40 },
      {
        colour: blue,
        edge: '#ffffff',
        art: meander(640),
        words: [
          { text: 'GREEK', y: 726, size: 92, colour: '#ffffff', weight: 1.9 },
          { text: 'YOGURT', y: 844, size: 52, colour: '#f6d27a', weight: 1.6 },
        ],
      },
    ),
    shine(pen),
  ])

const shine = (pen: Pen): string =>
  gloss(pen, 'M316 560Q330 590 350 600L380 930Q360 930 346 920Z', 0.4, 10) +
  path('M860 590L800 960Q850 950 862 930L906 570Z', { fill: '#0d2240', opacity: 0.22, filter: pen.blur(14) })

/** The key pattern, bent along the pot. */
const meander = (y: number): string =>
  Array.from({ length: 15 }, (_, i) => {
    const x = 300 + i * 42
    const bend = 44 * (1 - ((x - 580) / 320) ** 2)
    return stroke(`M${x} ${y + bend}v-26h30v18h-16v-8`, '#ffffff', 5)
  }).join('')

const swirl = (pen: Pen): string => {
  const outline: Point[] = points(
    '300 474, 330 410, 420 372, 470 318, 560 300, 590 240, 640 206, 664 214, 650 262, 730 318, 790 376, 868 412, 900 474, 760 524, 600 534, 440 524',
  )
  const fold = (d: string) =>
    stroke(d, '#a9b6ca', 20, { opacity: 0.55, filter: pen.blur(9) }) +
    stroke(d, '#ffffff', 12, { opacity: 0.9, filter: pen.blur(4), transform: 'translate(0 -16)' })
  return solid(
    pen,
    smooth(outline),
    { light: '#ffffff', base: '#fbfbfa', dark: '#cfd6e2' },
    {
      depth: 50,
      rim: 0.6,
      markings: [
        'M320 456C440 510 760 500 880 440',
        'M430 390C520 440 700 430 800 384',
        'M480 326C560 366 660 356 726 322',
        'M580 262C610 284 640 280 656 258',
      ]
        .map(fold)
        .join(''),
    },
  )
}
