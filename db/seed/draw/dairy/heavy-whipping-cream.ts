import { group, path } from '../element.ts'
import { lettering } from '../lettering.ts'
import type { Pen } from '../pen.ts'
import { type CartonColours, carton, gable } from '../shapes/carton.ts'

const colours: CartonColours = {
  front: '#fff6ee',
  frontDark: '#f3e0d3',
  side: '#e5688a',
  sideDark: '#a93a5e',
}

export const heavyWhippingCream = (pen: Pen): string =>
  carton(pen, 470, colours, art(pen), gable(pen, 470, colours))

const art = (pen: Pen): string =>
  group([
    lettering('HEAVY', { x: 200, y: 56, size: 46, colour: '#a93a5e', weight: 1.5, spacing: 3.6 }),
    lettering('CREAM', { x: 200, y: 124, size: 72, colour: '#a93a5e', weight: 2.2 }),
    path('M0 290C60 250 110 250 160 280C220 316 280 300 400 250V560H0Z', {
      fill: pen.linear('#ef86a2, #c84a72'),
    }),
    peakOfCream(pen),
    path('M0 400C90 350 160 390 220 400C290 410 340 380 400 360V560H0Z', { fill: '#ffffff', opacity: 0.92 }),
    path('M0 430C90 390 170 430 230 436C300 440 350 420 400 404V560H0Z', { fill: '#f7dfe4' }),
  ])

const peakOfCream = (pen: Pen): string =>
  path(
    'M96 410C90 360 130 340 150 318C170 290 200 300 214 262C228 232 246 238 238 262C234 290 268 300 282 324C310 344 320 370 312 410Z',
    {
      fill: pen.linear('#ffffff, #f6e3e6', [0, 0], [1, 1]),
    },
  ) +
  ['M120 376C170 396 250 392 296 362', 'M160 324C200 342 240 338 272 318']
    .map((d) =>
      path(d, {
        fill: 'none',
        stroke: '#e2b6c2',
        'stroke-width': 9,
        'stroke-linecap': 'round',
        filter: pen.blur(2),
      }),
    )
    .join('')
