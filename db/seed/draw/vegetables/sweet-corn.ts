import { group, path, rect, stroke } from '../element.ts'
import type { Pen, Point } from '../pen.ts'
import { points } from '../points.ts'
import { castShadow, solid, type Tones } from '../shade.ts'
import { along, offset, tube } from '../tube.ts'

const husk: Tones = { light: '#d3e49a', base: '#93b84f', dark: '#4b7a2a' }
const cob: Tones = { light: '#fff0a0', base: '#f9cf3c', dark: '#c98d0e' }
const radii = [92, 124, 130, 128, 120, 104, 80, 44, 12]

export const sweetCorn = (pen: Pen): string =>
  group([
    castShadow(pen, 660, 990, 420, 80),
    ear(pen, points('930 838, 800 690, 640 500, 500 330, 420 236'), 0.94),
    ear(pen, points('1000 960, 800 900, 560 810, 340 700, 200 620'), 1),
  ])

const ear = (pen: Pen, spine: Point[], size: number): string => {
  const widths = radii.map((r) => r * size)
  const d = tube(spine, widths, 32)
  return group([
    path(d, { fill: '#40300a', opacity: 0.35, filter: pen.blur(18), transform: 'translate(10 24)' }),
    sheath(pen, spine, widths, -1.5, 0.5),
    solid(pen, d, cob, { depth: 60, rim: 0.25, markings: kernels(pen, spine, widths) }),
    sheath(pen, spine, widths, 0.92, 0.5),
    sheath(pen, spine, widths, -0.72, 0.46),
    sheath(pen, spine, widths, 0.15, 0.36),
    solid(
      pen,
      tube([offset(spine, -0.06, 0), offset(spine, 0, 0), offset(spine, 0.06, 0)], [44, 60, 70]),
      husk,
      { depth: 30 },
    ),
  ])
}

const kernels = (pen: Pen, spine: Point[], widths: number[]): string => {
  const rows = [-0.86, -0.62, -0.36, -0.08, 0.2, 0.47, 0.71, 0.92]
  const lines = rows.map((shift) =>
    stroke(along(spine, widths, shift, 0, 1), '#b67a08', 6, { opacity: 0.55 }),
  )
  const grains = rows.slice(1).flatMap((shift, row) =>
    Array.from({ length: 34 }, (_, i) => {
      const t = 0.2 + i * 0.0235 + (row % 2) * 0.011
      const middle = (shift + (rows[row] ?? -1)) / 2
      const width = (widths[Math.min(8, Math.round(t * 8))] ?? 10) * (shift - (rows[row] ?? -1))
      return grain(
        pen,
        offset(spine, t, middle * (widths[Math.min(8, Math.round(t * 8))] ?? 10)),
        width,
        spine,
        t,
      )
    }),
  )
  return group([...grains, ...lines])
}

const grain = (pen: Pen, [x, y]: Point, width: number, spine: Point[], t: number): string => {
  const [ax, ay] = offset(spine, t - 0.01, 0)
  const [bx, by] = offset(spine, t + 0.01, 0)
  const turn = (Math.atan2(by - ay, bx - ax) * 180) / Math.PI
  const fill = pen.linear(`${pen.random.pick(['#fff3b0', '#ffeb94', '#fff7c8'])}, #fbd548, #d99a14`)
  const attributes = {
    rx: 9,
    fill,
    stroke: '#b67a08',
    'stroke-width': 2.5,
    transform: `translate(${x} ${y}) rotate(${turn})`,
  }
  return rect(-13, -width / 2, 25, width, attributes)
}

/** A husk leaf pulled back from the cob; `lean` says to which side its tip bends. */
const sheath = (pen: Pen, spine: Point[], widths: number[], lean: number, reach: number): string => {
  const r = widths[1] ?? 100
  const leafSpine: Point[] = [
    offset(spine, 0, lean * 20),
    offset(spine, reach * 0.5, lean * r * 0.8),
    offset(spine, reach + 0.1, lean * r * 1.25),
  ]
  const thickness = [60, 84, 92, 84, 62, 34, 3].map((n) => n * (r / 124))
  const d = tube(leafSpine, thickness, 20)
  const veins = [-0.7, -0.4, -0.1, 0.2, 0.5, 0.8].map((s) =>
    stroke(along(leafSpine, thickness, s), '#5f8a34', 4, { opacity: 0.5 }),
  )
  return group([
    path(d, { fill: '#2a3a10', opacity: 0.35, filter: pen.blur(10), transform: 'translate(4 10)' }),
    solid(pen, d, husk, { depth: 30, rim: 0.45, markings: group(veins) }),
  ])
}
