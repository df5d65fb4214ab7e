import { circle, group, type Placement, place } from '../element.ts'
import type { Pen } from '../pen.ts'
import { castShadow, gloss, solid, type Tones } from '../shade.ts'
import { citrusFace } from '../shapes/citrus.ts'
import { leaf } from '../shapes/leaf.ts'

const tones: Tones = { light: '#fff38a', base: '#fbd72b', dark: '#d19a0c' }
const cut = {
  rind: '#ffe14a',
  rindDark: '#e0a914',
  pith: '#fffbe6',
  flesh: '#fff3a0',
  fleshDark: '#f7cf3a',
  drop: '#fffef0',
}
const whole =
  'M-262 8C-256 -14 -232 -30 -214 -52C-166 -134 -84 -170 0 -170C84 -170 160 -134 206 -62C224 -44 254 -26 262 -6C264 12 232 32 210 60C164 140 84 172 0 172C-92 172 -170 136 -216 54C-234 36 -258 26 -262 8Z'

export const unwaxedLemons = (pen: Pen): string =>
  group([
    castShadow(pen, 724, 868, 270, 40),
    leaf(pen, 230, 82, { x: 900, y: 520, turn: -50 }),
    leaf(pen, 190, 70, { x: 908, y: 528, turn: 8 }),
    lemon(pen, { x: 712, y: 660, scale: 1.18, turn: -24 }),
    castShadow(pen, 440, 1012, 240),
    place(solid(pen, 'M-236 0A236 236 0 1 1 236 0A236 236 0 1 1 -236 0Z', tones, { depth: 40 }), {
      x: 458,
      y: 772,
      turn: 0,
    }),
    place(citrusFace(pen, 228, cut, 9), { x: 432, y: 780, turn: 12 }),
    place(gloss(pen, 'M-150 -110Q-90 -180 0 -190Q-90 -140 -120 -60Z', 0.35, 10), { x: 432, y: 780 }),
  ])

const lemon = (pen: Pen, at: Placement): string =>
  place(
    group([
      solid(pen, whole, tones, { depth: 60, rim: 0.3, markings: group(pores(pen)) }),
      gloss(pen, 'M-150 -60C-120 -118 -50 -140 -10 -134C-40 -112 -96 -86 -122 -34Z', 0.6, 12),
    ]),
    at,
  )

const pores = (pen: Pen): string[] =>
  Array.from({ length: 240 }, () =>
    circle(pen.random.between(-240, 240), pen.random.between(-170, 170), pen.random.between(1.6, 3.6), {
      fill: pen.random.pick(['#c8920a', '#fff6b0']),
      opacity: 0.32,
    }),
  )
