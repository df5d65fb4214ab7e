import { round } from './element.ts'
import type { Point } from './pen.ts'

const n = round

/**
 * Outline of a turned body (bottle, jar, pot) around a vertical axis. Each point is [radius, y], top first;
 * between two points the wall runs as an S, so that shoulders come out round. `sag` bends both ends.
 */
export const lathe = (cx: number, profile: Point[], sag = 0, topSag = 0): string => {
  const first = profile[0] as Point
  const last = profile[profile.length - 1] as Point
  const right = profile.slice(1).map(([r, y], i) => wall(profile[i] as Point, [r, y], cx, 1))
  const up = [...profile].reverse()
  const left = up.slice(1).map(([r, y], i) => wall(up[i] as Point, [r, y], cx, -1))
  return [
    `M${n(cx + first[0])} ${n(first[1])}`,
    ...right,
    `Q${n(cx)} ${n(last[1] + sag * 2)} ${n(cx - last[0])} ${n(last[1])}`,
    ...left,
    `Q${n(cx)} ${n(first[1] + topSag * 2)} ${n(cx + first[0])} ${n(first[1])}Z`,
  ].join('')
}

const wall = ([r1, y1]: Point, [r2, y2]: Point, cx: number, side: 1 | -1): string => {
  const middle = (y1 + y2) / 2
  return `C${n(cx + side * r1)} ${n(middle)} ${n(cx + side * r2)} ${n(middle)} ${n(cx + side * r2)} ${n(y2)}`
}

/** Closed smooth curve through all points (Catmull-Rom). */
export const smooth = (points: Point[], closed = true, tension = 6): string => {
  const count = points.length
  const at = (i: number): Point =>
    points[closed ? (i + count) % count : Math.max(0, Math.min(count - 1, i))] as Point
  const steps = Array.from({ length: closed ? count : count - 1 }, (_, i) => {
    const [p0, p1, p2, p3] = [at(i - 1), at(i), at(i + 1), at(i + 2)]
    const c1 = [p1[0] + (p2[0] - p0[0]) / tension, p1[1] + (p2[1] - p0[1]) / tension]
    const c2 = [p2[0] - (p3[0] - p1[0]) / tension, p2[1] - (p3[1] - p1[1]) / tension]
    return `C${[...c1, ...c2, ...p2].map(n).join(' ')}`
  })
  return `M${n(at(0)[0])} ${n(at(0)[1])}${steps.join('')}${closed ? 'Z' : ''}`
}

/** Rounded rectangle as a path, to be clipped and shaded like any other outline. */
export const roundedBox = (x: number, y: number, w: number, h: number, r: number): string =>
  `M${n(x + r)} ${n(y)}h${n(w - 2 * r)}a${r} ${r} 0 0 1 ${r} ${r}v${n(h - 2 * r)}a${r} ${r} 0 0 1 ${-r} ${r}` +
  `h${n(-(w - 2 * r))}a${r} ${r} 0 0 1 ${-r} ${-r}v${n(-(h - 2 * r))}a${r} ${r} 0 0 1 ${r} ${-r}Z`

export const oval = (cx: number, cy: number, rx: number, ry: number): string =>
  `M${n(cx - rx)} ${n(cy)}a${n(rx)} ${n(ry)} 0 1 1 ${n(rx * 2)} 0a${n(rx)} ${n(ry)} 0 1 1 ${n(-rx * 2)} 0Z`

/** Points around an oval, each pushed in or out by `wobble(i)` (1 = on the oval). */
export const ring = (
  [cx, cy]: Point,
  [rx, ry]: Point,
  count: number,
  wobble: (i: number) => number = () => 1,
): Point[] =>
  Array.from({ length: count }, (_, i) => {
    const angle = (i / count) * Math.PI * 2 - Math.PI / 2
    return [cx + Math.cos(angle) * rx * wobble(i), cy + Math.sin(angle) * ry * wobble(i)]
  })
