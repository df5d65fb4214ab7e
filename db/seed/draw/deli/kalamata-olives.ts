import { lathe } from '../curves.ts'
import { ellipse, group, path, place } from '../element.ts'
import type { Pen, Point } from '../pen.ts'
import { points, rows } from '../points.ts'
import { castShadow, gloss, type Tones } from '../shade.ts'
import { twig } from '../shapes/emblems.ts'
import { label } from '../shapes/label.ts'
import { leaf } from '../shapes/leaf.ts'
import { lid } from '../shapes/lid.ts'
import { glass } from '../shapes/vessel.ts'

const clear: Tones = { light: '#ffffff', base: '#d8e2d2', dark: '#7d8f80' }
const brine: Tones = { light: '#c9a06a', base: '#8a5a4a', dark: '#4a2430' }
const black: Tones = { light: '#6a6a70', base: '#34343a', dark: '#101014' }
const jar: Point[] = points('190 320, 194 356, 240 430, 246 490, 246 900, 214 966')
const fill: Point[] = points('188 372, 228 432, 234 492, 234 894, 204 954')

export const kalamataOlives = (pen: Pen): string =>
  group([
    glass(pen, {
      cx: 500,
      profile: jar,
      tint: clear,
      opacity: 0.14,
      contents: { profile: fill, tones: brine },
      inside: group(packed(pen), { 'clip-path': pen.clip(lathe(500, fill, 14)) }),
    }),
    lid(pen, [500, 250, 206], 92, black),
    label(
      pen,
      { cx: 500, r: 243, top: 600, bottom: 846, sag: 18 },
      {
        colour: '#fbf4e2',
        edge: '#5b6b2a',
        art: twig(pen, { x: 500, y: 684, scale: 0.8 }, '#4a1c3a'),
        words: [
          { text: 'KALAMATA', y: 746, size: 46, colour: '#4a1c3a', weight: 2 },
          { text: 'OLIVES', y: 806, size: 28, colour: '#5b6b2a', weight: 1.8 },
        ],
      },
    ),
    gloss(pen, 'M272 480Q286 462 300 462V880Q284 892 272 860Z', 0.5, 5),
    leaf(pen, 190, 40, { x: 790, y: 1052, turn: -14 }),
    ...rows('800 986 -18, 920 1010 26, 1010 966 -50').map(
      ([x = 0, y = 0, turn = 0]) => castShadow(pen, x + 4, y + 36, 60) + olive(pen, x, y, turn, 1.12),
    ),
  ])

const packed = (pen: Pen): string[] =>
  Array.from({ length: 8 }, (_, row) => row).flatMap((row) =>
    Array.from({ length: row === 0 ? 4 : 5 }, (_, i) => {
      const x = 500 + (i - (row === 0 ? 1.5 : 2)) * 88 + (row % 2 ? 12 : -12)
      return olive(pen, x, 436 + row * 68 + pen.random.between(-8, 8), pen.random.between(-60, 60), 0.86)
    }),
  )

const body = 'M-66 0C-58 -34 -20 -48 14 -44C46 -40 66 -18 72 0C66 22 42 42 8 44C-26 46 -58 34 -66 0Z'

const olive = (pen: Pen, x: number, y: number, turn: number, scale: number): string => {
  const tone = pen.random.pick([
    ['#9a5a86', '#4f1c42', '#1e0719'],
    ['#8a4a68', '#441834', '#190512'],
    ['#a8708a', '#5c2a4c', '#240a1e'],
  ] as const)
  return place(
    group([
      path(body, { fill: '#12030d', opacity: 0.45, transform: 'translate(4 8)' }),
      path(body, { fill: pen.radial(tone.join(', ')) }),
      ellipse(-26, -20, 18, 9, { fill: '#fff', opacity: 0.7, transform: 'rotate(-24 -26 -20)' }),
      ellipse(-62, 0, 5, 9, { fill: '#12030d', opacity: 0.7 }),
      ellipse(22, 26, 30, 10, { fill: '#d79abc', opacity: 0.22 }),
    ]),
    { x, y, turn, scale },
  )
}
