import { oval } from '../curves.ts'
import { circle, group, path } from '../element.ts'
import { lettering } from '../lettering.ts'
import type { Pen, Point } from '../pen.ts'
import { points } from '../points.ts'
import { gloss, type Tones } from '../shade.ts'
import { drum, glass } from '../shapes/vessel.ts'

const milk: Tones = { light: '#ffffff', base: '#fbfaf5', dark: '#d9dde6' }
const clear: Tones = { light: '#ffffff', base: '#d7e6f2', dark: '#8fa9c2' }
const blue: Tones = { light: '#6aa4ea', base: '#2f6fc4', dark: '#183f7f' }

const bottle: Point[] = points('84 196, 84 240, 70 262, 72 350, 176 500, 184 560, 184 950, 160 986')
const fill: Point[] = points('66 300, 68 356, 166 508, 174 562, 174 944, 152 976')
const tumbler: Point[] = points('128 690, 124 760, 108 966, 96 990')
const poured: Point[] = points('116 760, 113 800, 100 950, 90 972')

export const wholeMilk = (pen: Pen): string =>
  group([
    glass(pen, {
      cx: 480,
      profile: bottle,
      tint: clear,
      opacity: 0.25,
      contents: { profile: fill, tones: milk },
    }),
    drum(pen, [480, 168, 92], 58, blue, -4, 0.2),
    print(pen),
    glass(pen, {
      cx: 812,
      profile: tumbler,
      tint: clear,
      opacity: 0.22,
      contents: { profile: poured, tones: milk, surface: '#ffffff' },
    }),
  ])

/** Printed straight on the glass: hills, a sun and the word. */
const print = (pen: Pen): string =>
  group([
    group(
      [
        circle(480, 600, 100, { fill: '#dcecfb' }),
        circle(480, 606, 52, { fill: '#f6bd45' }),
        path('M370 640C420 590 450 600 490 628C530 600 560 596 600 632V710H370Z', { fill: blue.base }),
        path('M370 664C440 630 540 640 600 664V710H370Z', { fill: blue.dark }),
      ],
      { 'clip-path': pen.clip(oval(480, 600, 96, 96)) },
    ),
    lettering('WHOLE', { x: 480, y: 730, size: 44, colour: blue.dark, weight: 1.5, spacing: 3.4 }),
    lettering('MILK', { x: 480, y: 794, size: 86, colour: blue.base, weight: 2.2 }),
    gloss(pen, 'M330 560Q340 540 352 540V900Q340 910 330 880Z', 0.5, 6),
  ])
