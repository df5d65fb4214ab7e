import { group, path, place, stroke } from '../element.ts'
import type { Pen } from '../pen.ts'
import { castShadow } from '../shade.ts'

export type CartonColours = { front: string; frontDark: string; side: string; sideDark: string }

/**
 * A drinks carton turned a little: front face 400 wide from (330, top), side face 150 wide to its right.
 * `art` is drawn on the front in its own coordinates: 400 wide, origin at the upper left corner.
 */
export const carton = (pen: Pen, top: number, colours: CartonColours, art: string, peak: string): string => {
  const bottom = 960
  const height = bottom - top
  const front = `M330 ${top}L730 ${top + 26}V${bottom + 26}L330 ${bottom - 6}Z`
  const side = `M730 ${top + 26}L890 ${top - 20}V${bottom - 44}L730 ${bottom + 26}Z`
  return group([
    castShadow(pen, 610, bottom, 300, 40),
    path(side, {
      fill: pen.linear(`${colours.side}, ${colours.sideDark}`, [0, 0], [1, 0.4]),
    }),
    path(front, {
      fill: pen.linear(`${colours.front}, ${colours.frontDark}`, [0, 0], [1, 0.8]),
    }),
    group([place(group([art], { transform: 'skewY(3.7)' }), { x: 330, y: top })], {
      'clip-path': pen.clip(front),
    }),
    path(`M330 ${top}L400 ${top + 5}V${top + height}L330 ${bottom - 6}Z`, {
      fill: '#fff',
      opacity: 0.3,
      filter: pen.blur(20),
    }),
    peak,
    stroke(`M730 ${top + 28}V${bottom + 22}`, '#fff', 5, { opacity: 0.65 }),
  ])
}

/** Folded top that ends in an upright seam. */
export const gable = (pen: Pen, top: number, colours: CartonColours): string =>
  group([
    path(`M730 ${top + 26}L890 ${top - 20}L812 ${top - 196}Z`, {
      fill: pen.linear(`${colours.sideDark}, ${colours.side}`),
    }),
    path(`M730 ${top + 26}L812 ${top - 196}L772 ${top - 190}Z`, { fill: colours.sideDark }),
    path(`M330 ${top}L730 ${top + 26}L790 ${top - 186}L408 ${top - 210}Z`, {
      fill: pen.linear(`${colours.frontDark}, ${colours.front}`),
    }),
    path(`M408 ${top - 290}L812 ${top - 270}V${top - 188}L408 ${top - 210}Z`, {
      fill: pen.linear(`${colours.front}, ${colours.frontDark}`),
    }),
    stroke(`M412 ${top - 246}L808 ${top - 228}`, colours.sideDark, 4, { opacity: 0.5 }),
    stroke(`M334 ${top}L730 ${top + 26}`, '#fff', 5, { opacity: 0.7 }),
  ])
