import { group, path, stroke } from '../element.ts'
import type { Pen, Point } from '../pen.ts'
import { points } from '../points.ts'
import { castShadow, glint, solid, type Tones } from '../shade.ts'
import { along, offset, tube } from '../tube.ts'

const tones: Tones = { light: '#ffb25a', base: '#f47b20', dark: '#b3460c' }
const radii = [30, 62, 66, 60, 52, 42, 30, 16, 4]

// Back to front, each from the crown to the tip.
const roots: Point[][] = [
  points('846 452, 900 620, 920 790, 900 960'),
  points('668 416, 540 560, 410 690, 270 800'),
  points('786 462, 790 660, 750 830, 690 990'),
  points('720 448, 650 640, 560 810, 450 960'),
]

export const bunchedCarrots = (pen: Pen): string =>
  group([
    castShadow(pen, 560, 960, 400, 80),
    ...Array.from({ length: 9 }, (_, i) => frond(pen, i, 8)),
    ...stems.map((x) =>
      stroke(
        `M${x} ${440 - Math.abs(x - 760) * 0.1}Q${750 + (x - 750) * 0.5} 330 ${760 + (x - 760) * 1.3} 240`,
        '#7fae48',
        20,
      ),
    ),
    ...stems.map((x) =>
      stroke(
        `M${x - 4} ${440 - Math.abs(x - 760) * 0.1}Q${746 + (x - 750) * 0.5} 330 ${756 + (x - 760) * 1.3} 240`,
        '#b9d87c',
        6,
      ),
    ),
    ...roots.map((spine) => carrot(pen, spine)),
    ...Array.from({ length: 8 }, (_, i) => frond(pen, i, 7)),
    stroke('M694 350Q760 380 826 350', '#b98a4a', 34),
    stroke('M694 344Q760 374 826 344', '#e9c78c', 12),
    ...[0, 1, 2, 3, 4, 5].map((i) =>
      stroke(`M${704 + i * 22} ${348 + Math.sin(i * 0.6) * 12}l8 26`, '#85602b', 4, { opacity: 0.6 }),
    ),
  ])

const carrot = (pen: Pen, spine: Point[]): string => {
  const d = tube(spine, radii, 30)
  const rings = Array.from({ length: 15 }, () => {
    const t = pen.random.between(0.06, 0.86)
    const [a, b] = [pen.random.between(-0.95, 0.1), pen.random.between(0.2, 0.6)]
    const [x1, y1] = offset(spine, t, a * 60)
    const [x2, y2] = offset(spine, t + 0.008, (a + b) * 60)
    return stroke(`M${x1} ${y1}Q${(x1 + x2) / 2 - 4} ${(y1 + y2) / 2 + 8} ${x2} ${y2}`, '#a5420c', 4, {
      opacity: 0.5,
    })
  })
  return group([
    path(d, { fill: '#5a2404', opacity: 0.35, filter: pen.blur(12), transform: 'translate(10 14)' }),
    solid(pen, d, tones, { depth: 44, rim: 0.3, markings: group(rings) }),
    glint(pen, along(spine, radii, 0.35, 0.1, 0.62), 12, 0.5, 5),
  ])
}

const stems = [676, 720, 756, 792, 838]

/** One feathery leaf of the top, the i-th of a fan of `count`. */
const frond = (pen: Pen, i: number, count: number): string => {
  const angle = ((-160 + (140 * i) / count) * Math.PI) / 180
  const reach = pen.random.between(240, 300)
  const end: Point = [760 + Math.cos(angle) * reach * 1.15, 350 + Math.sin(angle) * reach]
  const bend: Point = [760 + Math.cos(angle) * reach * 0.45, 350 + Math.sin(angle) * reach * 0.62]
  const spine: Point[] = [[760 + (i - count / 2) * 12, 340], bend, end]
  const colour = pen.random.pick(['#3f7f2a', '#4f9034', '#6bab45', '#2f6a24'])
  const sprigs = Array.from({ length: 24 }, (_, k) => {
    const t = 0.34 + k * 0.028
    const length = 74 * Math.sin(Math.min(1, (1.04 - t) * 1.7 + 0.1) * 1.5)
    return sprig(
      pen,
      offset(spine, t, 0),
      offset(spine, Math.min(1, t + 0.16), (k % 2 ? 1 : -1) * length),
      colour,
    )
  })
  return group([stroke(along(spine, [1, 1], 0), '#86b850', 8), ...sprigs])
}

const sprig = (pen: Pen, [x, y]: Point, [tipX, tipY]: Point, colour: string): string => {
  const twigs = [0.35, 0.6, 0.85].flatMap((t) => {
    const [px, py] = [x + (tipX - x) * t, y + (tipY - y) * t]
    const [dx, dy] = [(tipX - x) * 0.3, (tipY - y) * 0.3]
    return [
      stroke(`M${px} ${py}l${dx - dy * 0.8} ${dy + dx * 0.8}`, colour, 7),
      stroke(`M${px} ${py}l${dx + dy * 0.8} ${dy - dx * 0.8}`, colour, 7),
    ]
  })
  return group([stroke(`M${x} ${y}L${tipX} ${tipY}`, pen.random.pick([colour, '#7cba4c']), 7), ...twigs])
}
