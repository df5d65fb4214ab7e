import { circle, group, path, stroke } from '../element.ts'
import type { Pen, Point } from '../pen.ts'
import { points } from '../points.ts'
import type { Tones } from '../shade.ts'
import { dew } from '../shapes/dew.ts'
import { label } from '../shapes/label.ts'
import { lid } from '../shapes/lid.ts'
import { glass } from '../shapes/vessel.ts'

const tint: Tones = { light: '#c8f2ff', base: '#4fb4dd', dark: '#11648f' }
const water: Tones = { light: '#e6fbff', base: '#9fdcf0', dark: '#3f9cc4' }
const clear: Tones = { light: '#ffffff', base: '#e3eef8', dark: '#92aac6' }
const bottle: Point[] = points('56 150, 58 196, 64 300, 160 560, 172 640, 172 940, 148 980')
const fill: Point[] = points('60 270, 64 310, 150 562, 162 642, 162 934, 140 970')
const tumbler: Point[] = points('124 700, 120 770, 106 970, 94 992')
const poured: Point[] = points('112 752, 108 800, 97 956, 88 976')

export const sparklingSpringWater = (pen: Pen): string =>
  group([
    glass(pen, {
      cx: 470,
      profile: bottle,
      tint,
      opacity: 0.55,
      contents: { profile: fill, tones: water },
      inside: bubbles(pen, [330, 330, 280, 620], 90),
    }),
    lid(pen, [470, 102, 66], 62, { light: '#7fc4f2', base: '#2a7fc4', dark: '#124a80' }),
    label(
      pen,
      { cx: 470, r: 170, top: 634, bottom: 884, sag: 12, taper: -2 },
      {
        colour: '#f4fbff',
        edge: '#1b6fb0',
        art: mountains(),
        words: [
          { text: 'SPRING', y: 786, size: 42, colour: '#1b4f8a', weight: 2 },
          { text: 'SPARKLING WATER', y: 842, size: 22, colour: '#2a86c4', weight: 1.6 },
        ],
      },
    ),
    dew(pen, [330, 470, 280, 150], 26),
    glass(pen, {
      cx: 810,
      profile: tumbler,
      tint: clear,
      opacity: 0.18,
      contents: { profile: poured, tones: water, surface: '#effcff' },
      inside: bubbles(pen, [716, 770, 190, 190], 60),
    }),
    slice(pen),
  ])

const mountains = (): string =>
  group([
    path('M300 774L400 678L436 712L490 652L560 726L590 700L650 774Z', { fill: '#8fcdee' }),
    path('M300 780L372 722L430 764L506 690L574 752L650 716V790H300Z', { fill: '#3f95cf' }),
    path('M490 652L466 680L482 690L494 676L512 694L516 680Z', { fill: '#ffffff' }),
  ])

const bubbles = (pen: Pen, [x, y, w, h]: [number, number, number, number], count: number): string =>
  group(
    Array.from({ length: count }, () => {
      const [cx, cy, r] = [
        pen.random.between(x, x + w),
        pen.random.between(y, y + h),
        pen.random.between(2.5, 7),
      ]
      const middle = Math.abs(cx - (x + w / 2)) / (w / 2)
      return cy < y + h * 0.4 && middle > 0.5
        ? ''
        : circle(cx, cy, r, { fill: '#fff', opacity: 0.5, stroke: '#fff', 'stroke-width': 1.5 })
    }),
  )

/** Lemon on the rim of the tumbler. */
const slice = (pen: Pen): string =>
  group([
    circle(908, 690, 66, { fill: '#f2c21c' }),
    circle(908, 690, 58, { fill: '#fffbe2' }),
    circle(908, 690, 50, {
      fill: pen.radial('#fff6b0, #f8d94a', [0.5, 0.5], 0.5),
    }),
    ...[0, 45, 90, 135].map((turn) =>
      stroke('M858 690H958', '#fffbe2', 5, { transform: `rotate(${turn} 908 690)` }),
    ),
  ])
