import { group, path, place, rect, stroke } from '../element.ts'
import { lettering } from '../lettering.ts'
import type { Pen } from '../pen.ts'
import { castShadow, dropShadow, solid, type Tones } from '../shade.ts'

const cocoa: Tones = { light: '#8a5434', base: '#4e2814', dark: '#220e05' }
const paper = 'M-205 -60H205V400H-205Z'
const foil =
  'M-212 -60L-190 -112L-160 -78L-124 -124L-90 -84L-50 -118L-10 -80L30 -122L70 -84L110 -116L146 -78L180 -108L212 -60V0H-212Z'

/** A bar half out of its wrapper, drawn upright around the origin and then leaned back a little. */
export const darkChocolate72 = (pen: Pen): string =>
  group([
    castShadow(pen, 560, 1000, 280, 40),
    place(bar(pen), { x: 560, y: 580, turn: -3, scale: 1.04 }),
    castShadow(pen, 900, 1016, 110, 20),
    place(square(pen, 0, 0, 128), { x: 830, y: 886, turn: 12 }),
    place(square(pen, 0, 0, 112), { x: 930, y: 950, turn: -16 }),
  ])

const bar = (pen: Pen): string =>
  group([
    dropShadow(pen, 'M-190 -430H190V400H-190Z', { x: 18, y: 14 }),
    rect(-190, -430, 380, 420, { rx: 14, fill: cocoa.dark }),
    ...[0, 1, 2].flatMap((row) =>
      [0, 1, 2].map((column) => square(pen, -186 + column * 124, -426 + row * 124, 120)),
    ),
    path(foil, {
      fill: pen.linear('#f4f1ea, #b9b2a4 40%, #fdfcf8 60%, #9a9284', [0, 0], [1, 0.6]),
    }),
    ...[-150, -80, -20, 60, 130].map((x) =>
      stroke(`M${x} -84L${x + 14} -40L${x - 6} 0`, '#8b8373', 4, { opacity: 0.6 }),
    ),
    solid(
      pen,
      paper,
      { light: '#a03a52', base: '#7a1f3c', dark: '#3f0a20' },
      { depth: 36, rim: 0.4, shade: 0.4, markings: print(pen) },
    ),
    stroke('M-205 -58H205', '#e4bf6c', 7),
  ])

const square = (pen: Pen, x: number, y: number, size: number): string => {
  const edge = size * 0.13
  return group([
    rect(x, y, size, size, { rx: 10, fill: cocoa.dark }),
    path(`M${x + 3} ${y + 3}H${x + size - 3}L${x + size - edge} ${y + edge}H${x + edge}Z`, {
      fill: '#a06c48',
    }),
    path(`M${x + 3} ${y + 3}L${x + edge} ${y + edge}V${y + size - edge}L${x + 3} ${y + size - 3}Z`, {
      fill: '#7d4a2c',
    }),
    path(
      `M${x + size - 3} ${y + 3}V${y + size - 3}H${x + 3}L${x + edge} ${y + size - edge}H${x + size - edge}V${y + edge}Z`,
      { fill: '#2b1206' },
    ),
    rect(x + edge, y + edge, size - edge * 2, size - edge * 2, {
      fill: pen.linear('#74442a, #52290f 45%, #3a1c0c', [0, 0], [1, 1]),
    }),
    path(
      `M${x + edge} ${y + size * 0.5}L${x + size * 0.5} ${y + edge}H${x + size * 0.7}L${x + edge} ${y + size * 0.7}Z`,
      { fill: '#fff', opacity: 0.13 },
    ),
  ])
}

const print = (pen: Pen): string =>
  group([
    rect(-168, 0, 336, 364, { fill: 'none', stroke: '#e4bf6c', 'stroke-width': 5 }),
    pod(pen),
    lettering('DARK', { x: 0, y: 176, size: 62, colour: '#fbe9c4', weight: 2.1, spacing: 3.6 }),
    lettering('CHOCOLATE', { x: 0, y: 264, size: 36, colour: '#e4bf6c', weight: 1.8, fit: 280 }),
    stroke('M-60 328H60', '#e4bf6c', 5),
  ])

const pod = (pen: Pen): string =>
  place(
    path('M-110 0C-90 -60 -10 -70 50 -50C90 -36 112 -14 124 0C112 14 90 36 50 50C-10 70 -90 60 -110 0Z', {
      fill: pen.linear('#f3b74e, #b8621c'),
    }) +
      ['M-104 0Q10 -50 120 0', 'M-104 0Q10 50 120 0', 'M-104 0H120']
        .map((d) => stroke(d, '#7a3510', 5, { opacity: 0.6 }))
        .join(''),
    { x: 0, y: 84, turn: -14, scale: 0.95 },
  )
