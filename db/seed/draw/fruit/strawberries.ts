import { group, type Placement, path, place, stroke } from '../element.ts'
import type { Pen } from '../pen.ts'
import { castShadow, gloss, solid, type Tones } from '../shade.ts'
import { leaf } from '../shapes/leaf.ts'

const tones: Tones = { light: '#ff6a55', base: '#e0202c', dark: '#8f0a20' }
const body =
  'M0 -150C70 -190 190 -160 196 -40C200 70 96 196 20 236C6 242 -6 242 -20 236C-96 196 -200 70 -196 -40C-190 -160 -70 -190 0 -150Z'

export const strawberries = (pen: Pen): string =>
  group([
    castShadow(pen, 830, 915, 170),
    strawberry(pen, { x: 836, y: 690, scale: 0.98, turn: 16 }),
    castShadow(pen, 396, 918, 180),
    strawberry(pen, { x: 380, y: 668, scale: 1.08, turn: -18 }),
    castShadow(pen, 606, 1030, 190, 32),
    strawberry(pen, { x: 608, y: 762, scale: 1.2, turn: 5 }),
  ])

const strawberry = (pen: Pen, at: Placement): string =>
  place(
    group([
      path(body, { fill: '#5a0414', opacity: 0.3, filter: pen.blur(14), transform: 'translate(10 12)' }),
      solid(pen, body, tones, { depth: 62, rim: 0.3, markings: group(seeds()) }),
      gloss(
        pen,
        'M-140 -70C-128 -112 -92 -126 -66 -118C-92 -90 -112 -50 -116 0C-136 -16 -146 -44 -140 -70Z',
        0.5,
        9,
      ),
      stroke('M0 -150C4 -190 18 -212 40 -226', '#5d9a37', 14),
      ...[-178, -140, -20, 10, 172, 40, 145, 92, 66, 118].map((turn, i) =>
        leaf(pen, i > 6 ? 96 : 128, i > 6 ? 32 : 36, { x: 0, y: -152, turn }),
      ),
    ]),
    at,
  )

const seeds = (): string[] =>
  Array.from({ length: 9 }, (_, row) => row).flatMap((row) => {
    const y = -128 + row * 42
    const reach = row < 4 ? 178 - Math.abs(row - 2) * 8 : 178 - (row - 3) * 30
    const count = Math.max(2, Math.round(reach / 32))
    return Array.from({ length: count }, (_, i) => {
      const t = count === 1 ? 0 : ((i + (row % 2 ? 0.5 : 0)) / (count - 0.5)) * 2 - 1
      return seed(Math.sin(t * 1.35) * reach, y + (1 - t * t) * 14, 1 - t * t * 0.5)
    })
  })

const seed = (x: number, y: number, width: number): string =>
  place(
    path('M0 -12C7 -6 8 6 0 11C-8 6 -7 -6 0 -12Z', {
      fill: '#7d0716',
      opacity: 0.7,
      transform: 'translate(2 3) scale(1.3)',
    }) +
      path('M0 -11C6 -5 7 6 0 10C-7 6 -6 -5 0 -11Z', { fill: '#ffd766' }) +
      path('M-2 -6C-4 -2 -4 2 -2 5', { fill: 'none', stroke: '#fff5c4', 'stroke-width': 2 }),
    { x, y, scale: 0.75 + width * 0.2 },
  )
