import { smooth } from './curves.ts'
import type { Point } from './pen.ts'

/**
 * Outline of a body of changing thickness along a curved spine: banana, carrot, sausage, stalk.
 * `radii` are spread evenly along the spine.
 */
export const tube = (spine: Point[], radii: number[], samples = 24): string => {
  const steps = Array.from({ length: samples + 1 }, (_, i) => i / samples)
  const side = (sign: 1 | -1) => steps.map((t) => offset(spine, t, sign * between(radii, t)))
  const [start, end] = [radii[0] ?? 0, radii[radii.length - 1] ?? 0]
  return smooth([...side(1), ...cap(spine, 1, end), ...side(-1).reverse(), ...cap(spine, 0, start)])
}

/** Half round end, so that a thick body does not stop as if cut. */
const cap = (spine: Point[], t: 0 | 1, radius: number): Point[] => {
  const [x, y] = pointAt(spine, t)
  const [nx, ny] = offset(spine, t, radius)
  const [across, down] = [nx - x, ny - y]
  const sign = t === 1 ? 1 : -1
  return [45, 90, 135].map((degrees): Point => {
    const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180) * 0.9]
    return [x + sign * (across * cos + down * sin), y + sign * (down * cos - across * sin)]
  })
}

/** A line that runs along the spine, `shift` of the local radius to its side (-1..1). */
export const along = (spine: Point[], radii: number[], shift: number, from = 0, to = 1): string => {
  const steps = Array.from({ length: 19 }, (_, i) => from + ((to - from) * i) / 18)
  return smooth(
    steps.map((t) => offset(spine, t, shift * between(radii, t))),
    false,
  )
}

/** Point at `t` (0..1) along the spine, moved `distance` to its right. */
export const offset = (spine: Point[], t: number, distance: number): Point => {
  const [x, y] = pointAt(spine, t)
  const [ax, ay] = pointAt(spine, Math.max(0, t - 0.01))
  const [bx, by] = pointAt(spine, Math.min(1, t + 0.01))
  const length = Math.hypot(bx - ax, by - ay) || 1
  return [x - ((by - ay) / length) * distance, y + ((bx - ax) / length) * distance]
}

const pointAt = (spine: Point[], t: number): Point => {
  const last = spine.length - 1
  const i = Math.min(last - 1, Math.floor(t * last))
  const u = t * last - i
  const at = (k: number): Point => spine[Math.max(0, Math.min(last, k))] as Point
  const axis = (k: 0 | 1) => catmull(at(i - 1)[k], at(i)[k], at(i + 1)[k], at(i + 2)[k], u)
  return [axis(0), axis(1)]
}

const catmull = (a: number, b: number, c: number, d: number, u: number): number =>
  0.5 * (2 * b + (c - a) * u + (2 * a - 5 * b + 4 * c - d) * u * u + (3 * b - a - 3 * c + d) * u * u * u)

const between = (values: number[], t: number): number => {
  const place = t * (values.length - 1)
  const i = Math.min(values.length - 2, Math.floor(place))
  const at = (k: number): number => values[Math.max(0, Math.min(values.length - 1, k))] ?? 0
  return Math.max(0, catmull(at(i - 1), at(i), at(i + 1), at(i + 2), place - i))
}
