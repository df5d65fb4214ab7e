import { lathe } from '../curves.ts'
import { ellipse, group, path, stroke } from '../element.ts'
import type { Pen, Point } from '../pen.ts'
import { castShadow, cylinderShade, glint, type Tones } from '../shade.ts'

export type Glass = {
  cx: number
  profile: Point[]
  /** Colour of the glass and how much of it is seen. */
  tint: Tones
  opacity?: number
  contents?: { profile: Point[]; tones: Tones; surface?: string }
  inside?: string
  sag?: number
}

/** A glass bottle or jar with what is in it: shadow, contents, wall, reflections. Labels and caps go on top. */
export const glass = (
  pen: Pen,
  { cx, profile, tint, opacity = 0.5, contents, inside = '', sag = 14 }: Glass,
): string => {
  const d = lathe(cx, profile, sag)
  const [footR, footY] = profile[profile.length - 1] as Point
  const wide = Math.max(...profile.map(([r]) => r))
  const body = profile.filter(([r]) => r > wide * 0.8)
  const [top, bottom] = [(body[0] as Point)[1], (body[body.length - 1] as Point)[1]]
  return group([
    castShadow(pen, cx, footY + sag * 0.6, footR * 1.08),
    path(d, { fill: '#ffffff', opacity: 0.28 }),
    contents ? filling(pen, cx, contents, sag) : '',
    inside,
    path(d, { fill: sideways(pen, tint), opacity }),
    cylinderShade(pen, d, 0.55),
    stroke(d, tint.dark, 5, { opacity: 0.5 }),
    glint(pen, `M${cx - wide * 0.74} ${top + 26}V${bottom - 34}`, wide * 0.09, 0.75, 3),
    glint(pen, `M${cx + wide * 0.84} ${top + 40}V${bottom - 60}`, wide * 0.045, 0.5, 3),
  ])
}

const filling = (
  pen: Pen,
  cx: number,
  { profile, tones, surface }: NonNullable<Glass['contents']>,
  sag: number,
): string => {
  const [r, y] = profile[0] as Point
  return group([
    path(lathe(cx, profile, sag, -4), { fill: sideways(pen, tones) }),
    surface ? ellipse(cx, y, r, Math.max(5, r * 0.1), { fill: surface }) : '',
  ])
}

export const sideways = (pen: Pen, { light, base, dark }: Tones): string =>
  pen.linear(`${base}, ${light} 28%, ${base} 60%, ${dark}`, [0, 0], [1, 0])

/** An upright cylinder with an oval top: lids, caps, tins, tubs. `taper` is lost (or won) towards the bottom. */
export const drum = (
  pen: Pen,
  [cx, top, r]: [number, number, number],
  height: number,
  tones: Tones,
  taper = 0,
  flat = 0.16,
): string => {
  const ry = r * flat
  const low = r - taper
  const d =
    `M${cx - r} ${top}L${cx - low} ${top + height}A${low} ${low * flat} 0 0 0 ${cx + low} ${top + height}` +
    `L${cx + r} ${top}A${r} ${ry} 0 0 1 ${cx - r} ${top}Z`
  return group([
    path(d, { fill: sideways(pen, tones) }),
    cylinderShade(pen, d, 0.6),
    ellipse(cx, top, r, ry, {
      fill: pen.linear(`${tones.base}, ${tones.light}`, [1, 0], [0, 1]),
    }),
    ellipse(cx, top + 2, r * 0.9, ry * 0.86, {
      fill: 'none',
      stroke: tones.dark,
      'stroke-width': 3,
      opacity: 0.35,
    }),
  ])
}
