import { roundedBox } from '../curves.ts'
import { ellipse, group, path, place, stroke } from '../element.ts'
import { lettering } from '../lettering.ts'
import type { Pen } from '../pen.ts'
import { castShadow, solid, type Tones } from '../shade.ts'
import { steel } from '../shapes/lid.ts'

const scales: Tones = { light: '#eef6fa', base: '#9fb6c4', dark: '#3c5364' }
const rim = roundedBox(200, 520, 800, 330, 110)
const inner = roundedBox(228, 544, 744, 284, 92)
const wall = 'M200 640V860Q204 960 310 966H890Q996 960 1000 860V640Z'

export const sardinesInOliveOil = (pen: Pen): string =>
  group([
    castShadow(pen, 600, 960, 420, 60),
    solid(pen, wall, steel, { depth: 50, rim: 0.4, markings: print() }),
    solid(pen, rim, steel, { depth: 20, rim: 0.7 }),
    group(
      [
        path(inner, { fill: pen.linear('#8a6a12, #dcb43a') }),
        ...[0, 1, 2, 3, 4].map((i) => fish(pen, 588 + i * 52, i)),
        oil(pen),
      ],
      { 'clip-path': pen.clip(inner) },
    ),
    stroke(inner, '#fff', 4, { opacity: 0.7 }),
    lid(pen),
  ])

const fish = (pen: Pen, y: number, i: number): string => {
  const shift = i % 2 ? 24 : -10
  const d =
    'M-380 0C-330 -44 -180 -52 0 -46C160 -42 290 -26 370 -6L400 -26V30L370 8C290 36 160 46 0 48C-180 50 -330 44 -380 0Z'
  return place(
    group([
      path(d, { fill: '#3a2a05', opacity: 0.5, filter: pen.blur(6), transform: 'translate(0 10)' }),
      solid(pen, d, scales, {
        depth: 26,
        rim: 0.4,
        markings:
          path('M-380 0C-330 -44 -180 -52 0 -46C160 -42 290 -26 370 -6L300 -8C160 -20 -180 -22 -380 0Z', {
            fill: '#274a63',
            opacity: 0.8,
          }) +
          stroke('M-330 6H330', '#fff', 8, { opacity: 0.7, filter: pen.blur(3) }) +
          [-200, -110, -20, 70, 160, 240]
            .map((x) => ellipse(x, -14, 7, 6, { fill: '#16293a', opacity: 0.7 }))
            .join('') +
          stroke('M-268 -34Q-240 0 -268 36', '#2f4656', 5, { opacity: 0.6 }),
      }),
      ellipse(-322, -8, 13, 12, { fill: '#f4f7f8' }),
      ellipse(-322, -8, 7, 7, { fill: '#111a22' }),
    ]),
    { x: 600 + shift, y },
  )
}

const oil = (pen: Pen): string =>
  path(inner, { fill: '#e9b92c', opacity: 0.16 }) +
  [
    [340, 600, 26],
    [820, 770, 34],
    [720, 580, 18],
    [450, 790, 20],
  ]
    .map(([x = 0, y = 0, r = 0]) =>
      ellipse(x, y, r, r * 0.6, {
        fill: '#ffe98a',
        opacity: 0.5,
        stroke: '#fff8d0',
        'stroke-width': 3,
        filter: pen.blur(1),
      }),
    )
    .join('')

/** The lid, rolled back over the far edge, with its ring. */
const lid = (pen: Pen): string =>
  group([
    path('M250 540H950L930 450Q600 400 270 450Z', { fill: '#1c2a30', opacity: 0.35, filter: pen.blur(14) }),
    path('M236 520C220 440 236 330 300 318H900C964 330 980 440 964 520C900 480 300 480 236 520Z', {
      fill: pen.linear('#f4f6f8, #aab4bd 35%, #e9edf0 60%, #7b8690'),
    }),
    path(
      'M250 372C250 310 280 286 320 286H880C920 286 950 310 950 372C950 400 920 402 880 396H320C280 402 250 400 250 372Z',
      { fill: pen.linear('#ffffff, #c3cbd2, #6f7a84') },
    ),
    stroke('M300 316H900', '#fff', 8, { opacity: 0.9, filter: pen.blur(2) }),
    ellipse(600, 462, 60, 22, { fill: 'none', stroke: '#77828c', 'stroke-width': 14 }),
    ellipse(600, 459, 60, 22, { fill: 'none', stroke: '#f1f4f6', 'stroke-width': 9 }),
  ])

const print = (): string =>
  group([
    path('M190 790H1010V950Q600 990 190 950Z', { fill: '#e2572f' }),
    path('M190 790H1010V804H190Z', { fill: '#ffdf8c' }),
    lettering('SARDINES', { x: 600, y: 868, size: 54, colour: '#fff4d6', weight: 2.2, spacing: 4 }),
    place(path('M-60 0C-30 -26 20 -26 46 0L70 -20V20L46 0C20 26 -30 26 -60 0Z', { fill: '#ffdf8c' }), {
      x: 340,
      y: 894,
    }),
    place(path('M-60 0C-30 -26 20 -26 46 0L70 -20V20L46 0C20 26 -30 26 -60 0Z', { fill: '#ffdf8c' }), {
      x: 860,
      y: 894,
      flip: true,
    }),
  ])
