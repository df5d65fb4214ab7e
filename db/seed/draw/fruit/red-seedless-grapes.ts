import { circle, ellipse, group, path, place, stroke } from '../element.ts'
import type { Pen } from '../pen.ts'
import { ball, castShadow, type Tones } from '../shade.ts'
import { green } from '../shapes/leaf.ts'

const dark: Tones = { light: '#b2587f', base: '#6c1c46', dark: '#2a0620' }
const bright: Tones = { light: '#d97f97', base: '#93254f', dark: '#420a2a' }

export const redSeedlessGrapes = (pen: Pen): string =>
  group([
    castShadow(pen, 600, 1010, 190, 38),
    stroke('M600 330C590 260 606 210 640 160', '#6f8a3a', 22),
    stroke('M560 182C600 158 660 150 706 160', '#7d7334', 20),
    stroke('M597 330C586 260 602 212 634 164', '#b0c468', 6),
    ...[false, true].flatMap((front) => bunch(pen, front)),
    vineLeaf(pen),
  ])

const rows = [4, 5, 6, 6, 5, 5, 4, 3, 2, 1]

const bunch = (pen: Pen, front: boolean): string[] =>
  rows.flatMap((size, row) => {
    const count = front ? size - 1 : size
    const y = 352 + row * 66 + (front ? 28 : 0)
    return Array.from({ length: Math.max(count, front ? 0 : 1) }, (_, i) => {
      const x = 600 + (i - (count - 1) / 2) * 96 + pen.random.between(-12, 12)
      return grape(pen, x, y + pen.random.between(-10, 10), pen.random.between(58, 64), front ? bright : dark)
    })
  })

const grape = (pen: Pen, x: number, y: number, r: number, tones: Tones): string =>
  place(
    group([
      circle(6, 8, r + 3, { fill: '#1d0312', opacity: 0.35 }),
      ball(pen, 0, 0, r, tones),
      ellipse(r * 0.26, r * 0.4, r * 0.5, r * 0.36, { fill: '#e98fb0', opacity: 0.22 }),
      ellipse(-r * 0.34, -r * 0.4, r * 0.24, r * 0.15, {
        fill: '#fff',
        opacity: 0.75,
        transform: 'rotate(-38)',
      }),
      circle(-r * 0.05, -r * 0.62, r * 0.05, { fill: '#fff', opacity: 0.6 }),
    ]),
    { x, y },
  )

const lobes =
  'M0 0C-30 -70 -110 -80 -150 -40C-140 -10 -150 10 -180 40C-150 60 -140 90 -150 130C-100 120 -80 140 -60 190C-20 170 10 170 50 196C64 150 90 130 140 132C130 90 150 60 176 34C140 10 140 -20 140 -56C90 -90 30 -70 0 0Z'

const vineLeaf = (pen: Pen): string =>
  place(
    group([
      path(lobes, { fill: '#20060f', opacity: 0.35, filter: pen.blur(10), transform: 'translate(8 14)' }),
      path(lobes, {
        fill: pen.linear(`${green.light}, ${green.base} 60%, ${green.dark}`, [0, 0], [0.7, 1]),
      }),
      ...[
        'M0 0Q-6 90 -4 170',
        'M0 0Q-70 0 -160 38',
        'M0 0Q-60 60 -130 116',
        'M0 0Q70 0 156 32',
        'M0 0Q60 60 122 116',
      ].map((d) => stroke(d, '#d3e79a', 5, { opacity: 0.8 })),
    ]),
    { x: 468, y: 262, turn: 16, scale: 1.06 },
  )
