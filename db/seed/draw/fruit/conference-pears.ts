import { circle, group, type Placement, path, place, stroke } from '../element.ts'
import type { Pen } from '../pen.ts'
import { castShadow, gloss, solid, type Tones } from '../shade.ts'
import { leaf } from '../shapes/leaf.ts'

const green: Tones = { light: '#e9ec8e', base: '#b5be45', dark: '#6c7420' }
const ripe: Tones = { light: '#f6e58c', base: '#d0b541', dark: '#86651b' }
const outline =
  'M0 -352C48 -352 74 -300 84 -230C96 -150 198 -50 206 86C212 206 130 262 66 268C40 270 20 258 0 258C-20 258 -40 270 -66 268C-130 262 -212 206 -206 86C-198 -50 -96 -150 -84 -230C-74 -300 -48 -352 0 -352Z'

export const conferencePears = (pen: Pen): string =>
  group([
    castShadow(pen, 786, 950, 230),
    pear(pen, ripe, { x: 780, y: 690, scale: 0.98, turn: 13 }),
    castShadow(pen, 470, 1004, 250),
    pear(pen, green, { x: 462, y: 706, scale: 1.12, turn: -5 }),
    leaf(pen, 220, 76, { x: 436, y: 300, turn: -18 }),
  ])

const pear = (pen: Pen, tones: Tones, at: Placement): string =>
  place(
    group([
      solid(pen, outline, tones, { depth: 66, rim: 0.3, markings: russet(pen) }),
      gloss(
        pen,
        'M-152 40C-150 -20 -112 -66 -78 -120C-66 -142 -50 -130 -58 -100C-80 -40 -104 10 -106 80C-124 96 -150 80 -152 40Z',
        0.5,
        12,
      ),
      stroke('M2 -344C-2 -384 10 -420 34 -446', '#54371c', 17),
      stroke('M-1 -344C-5 -384 6 -418 28 -442', '#9b7040', 5),
    ]),
    at,
  )

const russet = (pen: Pen): string =>
  path('M-220 190C-120 130 120 130 220 190V300H-220Z', {
    fill: '#9a6a28',
    opacity: 0.55,
    filter: pen.blur(26),
  }) +
  path('M-90 -360H90V-250C40 -220 -40 -220 -90 -250Z', {
    fill: '#9a6a28',
    opacity: 0.4,
    filter: pen.blur(20),
  }) +
  group(
    Array.from({ length: 260 }, () =>
      circle(pen.random.between(-205, 205), pen.random.between(-340, 268), pen.random.between(1.5, 3.8), {
        fill: pen.random.pick(['#80571f', '#6b5b1e', '#f5eeb0']),
        opacity: 0.4,
      }),
    ),
  )
