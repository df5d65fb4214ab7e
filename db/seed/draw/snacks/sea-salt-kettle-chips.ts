import { circle, group, path, place, stroke } from '../element.ts'
import { lettering } from '../lettering.ts'
import type { Pen } from '../pen.ts'
import { castShadow, type Tones } from '../shade.ts'
import { pouch } from '../shapes/pouch.ts'

const blue: Tones = { light: '#7cc4ee', base: '#2b87c8', dark: '#124a7e' }
const bag =
  'M370 170H830C834 260 880 320 886 460C894 640 860 800 842 960Q600 1000 358 960C340 800 306 640 314 460C320 320 366 260 370 170Z'

export const seaSaltKettleChips = (pen: Pen): string =>
  group([
    pouch(pen, bag, blue, art(pen), { top: 150, left: 368, right: 832 }),
    chip(pen, 250, 986, 1, -14),
    chip(pen, 400, 1040, 0.86, 24),
    chip(pen, 944, 1000, 1, 10),
    chip(pen, 830, 1050, 0.8, -30),
  ])

const art = (pen: Pen): string =>
  group([
    path('M290 640C420 560 520 700 640 640C760 580 820 640 920 600V1010H290Z', {
      fill: '#ffffff',
      opacity: 0.95,
    }),
    path('M290 690C420 610 520 750 640 690C760 630 820 690 920 650V1010H290Z', { fill: '#cfe8f7' }),
    lettering('SEA SALT', { x: 600, y: 330, size: 84, colour: '#ffffff', weight: 2.2, fit: 420 }),
    lettering('KETTLE CHIPS', { x: 600, y: 448, size: 40, colour: '#ffe7a0', weight: 1.9, fit: 400 }),
    stroke('M450 520Q480 500 510 520T570 520T630 520T690 520T750 520', '#ffffff', 7),
    chip(pen, 520, 700, 1.15, -20),
    chip(pen, 700, 730, 1.2, 16),
    chip(pen, 600, 826, 1.3, -4),
    ...Array.from({ length: 40 }, () =>
      circle(pen.random.between(380, 820), pen.random.between(560, 930), pen.random.between(2, 5), {
        fill: '#fff',
        opacity: 0.9,
      }),
    ),
  ])

const slice =
  'M-118 -16C-104 -66 -52 -44 -6 -34C44 -44 96 -70 118 -30C132 14 74 60 4 66C-62 66 -126 30 -118 -16Z'
const hollow =
  'M-118 -16C-104 -66 -52 -44 -6 -34C44 -44 96 -70 118 -30C92 -36 50 -16 0 -8C-50 -14 -96 -30 -118 -16Z'

/** A thin slice bent like a saddle: its far edge lifts, its middle lies in shade. */
const chip = (pen: Pen, x: number, y: number, scale: number, turn: number): string => {
  const blisters = Array.from({ length: 16 }, () =>
    circle(pen.random.between(-96, 96), pen.random.between(-40, 56), pen.random.between(2, 7), {
      fill: pen.random.pick(['#fff8d8', '#d9942a']),
      opacity: 0.5,
      filter: pen.blur(1),
    }),
  )
  const salt = Array.from({ length: 14 }, () =>
    circle(pen.random.between(-90, 90), pen.random.between(-30, 52), pen.random.between(1.5, 3.2), {
      fill: '#fff',
    }),
  )
  const inside = [
    path(slice, {
      fill: pen.linear('#e0a338, #f7cf63 40%, #ffeaa6 75%, #f4c655', [0.4, 0], [0.6, 1]),
    }),
    path(hollow, { fill: '#c07f22', opacity: 0.45, filter: pen.blur(7), transform: 'translate(0 10)' }),
    stroke(slice, '#a9621a', 10, { opacity: 0.6, filter: pen.blur(4) }),
    ...blisters,
    ...salt,
  ]
  const body = group([
    path(slice, { fill: '#8a5212', transform: 'translate(2 4)' }),
    group(inside, { 'clip-path': pen.clip(slice) }),
    stroke('M-112 -22C-96 -62 -52 -42 -6 -32C44 -42 92 -66 112 -34', '#fff6cf', 4, { opacity: 0.9 }),
  ])
  return castShadow(pen, x + 6, y + 44 * scale, 84 * scale, 22) + place(body, { x, y, scale, turn })
}
