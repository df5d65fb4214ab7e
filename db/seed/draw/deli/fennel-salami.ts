import { circle, ellipse, group, path, place, stroke } from '../element.ts'
import type { Pen, Point } from '../pen.ts'
import { points } from '../points.ts'
import { castShadow, solid, type Tones } from '../shade.ts'
import { board } from '../shapes/board.ts'
import { along, offset, tube } from '../tube.ts'

const casing: Tones = { light: '#f3dfd2', base: '#b9776a', dark: '#5e231f' }
const meat: Tones = { light: '#d8605a', base: '#a8312f', dark: '#64141a' }
const spine: Point[] = points('470 720, 620 620, 780 500, 930 370')
const radii = [150, 156, 158, 156, 150, 138, 100]

export const fennelSalami = (pen: Pen): string => {
  const d = tube(spine, radii, 30)
  return group([
    board(pen, 800, 1030, 530),
    path(d, { fill: '#2b1206', opacity: 0.45, filter: pen.blur(22), transform: 'translate(20 60)' }),
    stroke('M1000 300C1040 240 1030 190 990 200C950 210 970 270 1010 286', '#e8d3a8', 9),
    circle(986, 318, 34, { fill: '#8a4a40' }),
    solid(pen, d, casing, { depth: 76, rim: 0.25, shade: 0.7, markings: group(bloom(pen)) }),
    ...strings(),
    place(cutFace(pen, 152), { x: 466, y: 724, turn: -36 }),
    slice(pen, 300, 930, 128, 0.5),
    slice(pen, 470, 976, 128, 0.5),
    slice(pen, 650, 940, 122, 0.5),
  ])
}

const bloom = (pen: Pen): string[] =>
  Array.from({ length: 130 }, () =>
    ellipse(
      pen.random.between(330, 1020),
      pen.random.between(240, 880),
      pen.random.between(8, 34),
      pen.random.between(6, 22),
      { fill: pen.random.pick(['#fffaf4', '#f3e6da', '#8a3a34']), opacity: 0.24, filter: pen.blur(5) },
    ),
  )

/** Butcher's string: two lines along and loops around. */
const strings = (): string[] => {
  const loops = [0.2, 0.4, 0.6, 0.8].map((t) => {
    const r = 156 - Math.max(0, t - 0.6) * 60
    const [[x1, y1], [mx, my], [x2, y2]] = [
      offset(spine, t, -r),
      offset(spine, t + 0.13, 0),
      offset(spine, t, r),
    ]
    return `M${x1} ${y1}Q${mx} ${my} ${x2} ${y2}`
  })
  return [...loops, along(spine, radii, -0.5), along(spine, radii, 0.42)].flatMap((d) => [
    stroke(d, '#4a1f16', 10, { opacity: 0.4, transform: 'translate(3 5)' }),
    stroke(d, '#f1e0bb', 7),
  ])
}

const cutFace = (pen: Pen, r: number): string =>
  group([
    ellipse(0, 0, r * 0.72, r, { fill: '#e9cdbd' }),
    group([
      ellipse(0, 0, r * 0.67, r * 0.94, { fill: pen.radial(`${meat.light}, ${meat.base} 60%, #8a2226`) }),
      ...specks(pen, r * 0.62, r * 0.88, 60),
    ]),
  ])

const slice = (pen: Pen, x: number, y: number, r: number, flat: number): string =>
  group([
    castShadow(pen, x + 6, y + 16, r, r * 0.42),
    ellipse(x, y + 12, r, r * flat, { fill: '#7a2a26' }),
    ellipse(x, y, r, r * flat, { fill: '#efd6c6' }),
    group(
      [
        ellipse(0, 0, r * 0.93, r * 0.93 * flat, {
          fill: pen.radial(`${meat.light}, ${meat.base} 70%, #8a2226`),
        }),
        ...specks(pen, r * 0.86, r * 0.86 * flat, 46),
      ],
      { transform: `translate(${x} ${y})` },
    ),
  ])

const specks = (pen: Pen, rx: number, ry: number, count: number): string[] =>
  Array.from({ length: count }, (_, i) => {
    const [angle, distance] = [i * 2.39996, Math.sqrt((i + 0.5) / count)]
    const size = pen.random.between(4, 12)
    const [x, y] = [Math.cos(angle) * rx * distance, Math.sin(angle) * ry * distance]
    return ellipse(x, y, size, size * 0.75, {
      fill: i % 9 === 4 ? '#8b9a4a' : '#fbe9df',
      opacity: 0.92,
      transform: `rotate(${pen.random.between(0, 180)} ${x} ${y})`,
    })
  })
