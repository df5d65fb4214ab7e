import { ellipse, group, path, stroke } from '../element.ts'
import type { Pen } from '../pen.ts'
import { castShadow, cylinderShade } from '../shade.ts'
import { label, type Print } from './label.ts'
import { steel } from './lid.ts'
import { sideways } from './vessel.ts'

/** A food tin with its ribbed rim, pull ring and paper label. */
export const tin = (
  pen: Pen,
  [cx, top, r]: [number, number, number],
  height: number,
  print: Print,
): string => {
  const ry = r * 0.2
  const bottom = top + height
  const wall = `M${cx - r} ${top}V${bottom}A${r} ${ry} 0 0 0 ${cx + r} ${bottom}V${top}Z`
  const hoop = (y: number): string =>
    stroke(`M${cx - r - 4} ${y}A${r + 4} ${ry} 0 0 0 ${cx + r + 4} ${y}`, '#8b959f', 16) +
    stroke(`M${cx - r - 4} ${y - 3}A${r + 4} ${ry} 0 0 0 ${cx + r + 4} ${y - 3}`, '#f4f6f8', 7)
  return group([
    castShadow(pen, cx, bottom + ry * 0.5, r),
    path(wall, { fill: sideways(pen, steel) }),
    label(pen, { cx, r, top: top + 34, bottom: bottom - 26, sag: ry * 0.94 }, print),
    cylinderShade(pen, wall, 0.9),
    hoop(bottom),
    ellipse(cx, top, r + 6, ry + 2, {
      fill: pen.linear('#aab3bc, #ffffff, #98a2ac', [0, 0], [1, 1]),
    }),
    ellipse(cx, top + 3, r * 0.93, ry * 0.9, {
      fill: pen.linear('#7f8993, #dfe4e8, #b8c0c8', [0, 0], [1, 1]),
    }),
    ellipse(cx, top + 5, r * 0.76, ry * 0.7, {
      fill: 'none',
      stroke: '#fff',
      'stroke-width': 4,
      opacity: 0.8,
    }),
    ellipse(cx - r * 0.3, top + 8, r * 0.26, ry * 0.3, {
      fill: 'none',
      stroke: '#7d8791',
      'stroke-width': 13,
    }),
    ellipse(cx - r * 0.3, top + 5, r * 0.26, ry * 0.3, {
      fill: 'none',
      stroke: '#f4f6f8',
      'stroke-width': 9,
    }),
    hoop(top),
  ])
}
