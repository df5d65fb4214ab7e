import { smooth } from '../curves.ts'
import { group, path, stroke } from '../element.ts'
import type { Pen, Point } from '../pen.ts'
import { points } from '../points.ts'
import { castShadow, gloss, solid } from '../shade.ts'
import { board } from '../shapes/board.ts'
import { crumbs, golden } from '../shapes/crust.ts'
import { offset } from '../tube.ts'

const spine: Point[] = points('180 910, 224 750, 390 630, 600 584, 810 630, 976 750, 1020 910')
// Where each roll of dough ends, with its thickness there; drawn from the tips to the middle.
const rolls: [from: number, to: number, thick: number, thin: number][] = [
  [0, 0.13, 74, 34],
  [0.09, 0.25, 124, 92],
  [0.21, 0.4, 168, 136],
]

export const butterCroissants = (pen: Pen): string =>
  group([
    board(pen, 880, 1030, 510),
    castShadow(pen, 230, 960, 110, 24),
    castShadow(pen, 970, 960, 110, 24),
    path('M290 930C330 790 870 790 910 930Z', { fill: '#4a2808', opacity: 0.55, filter: pen.blur(26) }),
    ...rolls.flatMap(([from, to, thick, thin]) => [
      roll(pen, [from, to], [thin, thick]),
      roll(pen, [1 - to, 1 - from], [thick, thin]),
    ]),
    roll(pen, [0.36, 0.64], [176, 176]),
    crumbs(
      pen,
      [
        [220, 992, 12],
        [262, 1010, 8],
        [600, 960, 11],
        [650, 980, 8],
        [960, 1000, 10],
      ],
      '#d99c50',
    ),
  ])

const roll = (pen: Pen, [from, to]: Point, [a, b]: Point): string => {
  const steps = [0, 0.2, 0.4, 0.6, 0.8, 1]
  const bulge = (u: number) => (a + (b - a) * u) * (0.86 + 0.2 * Math.sin(u * Math.PI))
  const at = (u: number, side: number): Point => offset(spine, from + (to - from) * u, side * bulge(u))
  const d = smooth([...steps.map((u) => at(u, -1)), ...[...steps].reverse().map((u) => at(u, 0.92))])
  const layers = Array.from({ length: 9 }, (_, i) => {
    const u = 0.08 + i * 0.105
    const [x1, y1] = at(u, -0.98)
    const [x2, y2] = at(u + pen.random.between(-0.02, 0.02), 0)
    const [x3, y3] = at(u, 0.9)
    return stroke(
      `M${x1} ${y1}Q${x2 + 10} ${y2} ${x3} ${y3}`,
      i % 2 ? '#7b3c0e' : '#ffe0a0',
      pen.random.between(4, 10),
      { opacity: 0.3, filter: pen.blur(3) },
    )
  })
  const [gx, gy] = at(0.4, -0.5)
  return group([
    path(d, { fill: '#3d1d06', opacity: 0.4, filter: pen.blur(10), transform: 'translate(4 8)' }),
    solid(pen, d, golden, { depth: 54, rim: 0.3, shade: 0.7, markings: group(layers) }),
    gloss(
      pen,
      `M${gx - 40} ${gy}Q${gx} ${gy - 34} ${gx + 46} ${gy - 16}Q${gx} ${gy + 6} ${gx - 40} ${gy}Z`,
      0.4,
      9,
    ),
  ])
}
