import { ellipse, group, path, stroke } from '../element.ts'
import type { Pen } from '../pen.ts'
import { castShadow, cylinderShade, solid, type Tones } from '../shade.ts'

export const porcelain: Tones = { light: '#ffffff', base: '#f4f5f7', dark: '#b9c2cf' }
export const wood: Tones = { light: '#d9a368', base: '#b57a42', dark: '#6f4320' }

/** Outside of a bowl whose opening is the oval (cx, cy, rx, ry); its foot stands at `bottom`. */
export const bowlFront = (
  pen: Pen,
  [cx, cy, rx, ry]: Oval,
  bottom: number,
  tones: Tones = porcelain,
): string => {
  const foot = rx * 0.46
  const height = bottom - cy
  const d =
    `M${cx - rx} ${cy}C${cx - rx * 0.98} ${cy + height * 0.55} ${cx - foot * 1.5} ${bottom - 8} ${cx - foot} ${bottom}` +
    `Q${cx} ${bottom + ry * 0.3} ${cx + foot} ${bottom}` +
    `C${cx + foot * 1.5} ${bottom - 8} ${cx + rx * 0.98} ${cy + height * 0.55} ${cx + rx} ${cy}` +
    `A${rx} ${ry} 0 0 1 ${cx - rx} ${cy}Z`
  const lip = `M${cx - rx} ${cy}A${rx} ${ry} 0 0 0 ${cx + rx} ${cy}`
  return group([
    solid(pen, d, tones, { depth: 50, rim: 0.3 }),
    cylinderShade(pen, d, 0.35),
    stroke(lip, tones.light, 9),
    stroke(lip, tones.dark, 2, { transform: 'translate(0 7)', opacity: 0.6 }),
  ])
}

/** Inside and far rim of the same bowl, drawn before what lies in it. */
export const bowlBack = (
  pen: Pen,
  [cx, cy, rx, ry]: Oval,
  bottom: number,
  tones: Tones = porcelain,
): string =>
  group([
    castShadow(pen, cx, bottom + ry * 0.1, rx * 0.72, rx * 0.13),
    ellipse(cx, cy, rx, ry, { fill: pen.linear(`${tones.dark}, ${tones.base}`) }),
    ellipse(cx, cy, rx - 4, ry - 3, { fill: 'none', stroke: tones.light, 'stroke-width': 8 }),
  ])

/** A flat plate seen from a little above. */
export const plate = (pen: Pen, [cx, cy, rx, ry]: Oval, tones: Tones = porcelain): string =>
  group([
    castShadow(pen, cx, cy + ry * 0.42, rx * 0.92, ry * 0.62),
    ellipse(cx, cy + 14, rx * 0.985, ry, { fill: tones.dark }),
    ellipse(cx, cy, rx, ry, {
      fill: pen.linear(`${tones.base}, ${tones.light}, ${tones.base}`, [0, 0], [1, 1]),
    }),
    ellipse(cx, cy + 6, rx * 0.74, ry * 0.7, {
      fill: pen.linear(`${tones.dark} /0.75, ${tones.base} 60%, ${tones.light}`),
    }),
    path(`M${cx - rx * 0.94} ${cy}A${rx * 0.94} ${ry * 0.92} 0 0 1 ${cx} ${cy - ry * 0.92}`, {
      fill: 'none',
      stroke: '#fff',
      'stroke-width': 5,
      opacity: 0.9,
    }),
  ])

export type Oval = [cx: number, cy: number, rx: number, ry: number]
