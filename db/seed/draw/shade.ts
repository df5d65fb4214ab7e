import { type Attributes, circle, ellipse, group, path, stroke } from './element.ts'
import type { Pen, Point } from './pen.ts'

export type Tones = { light: string; base: string; dark: string }
export type SolidOptions = {
  depth?: number
  rim?: number
  shade?: number
  glow?: Point
  markings?: string
  fill?: string
}

/** A body with volume: lit from the upper left, darker along its lower right edge. Markings lie under the light. */
export const solid = (pen: Pen, d: string, tones: Tones, options: SolidOptions = {}): string => {
  const { depth = 46, rim = 0.4, shade = 0.6, glow = [0.34, 0.28], markings = '' } = options
  const soft = pen.blur(Math.round(depth * 0.5))
  const fill = options.fill ?? roundFill(pen, tones, glow, 0.85)
  const shift = depth * 0.5
  return group(
    [
      path(d, { fill }),
      markings,
      stroke(d, tones.dark, depth * 1.5, {
        opacity: shade,
        filter: soft,
        transform: `translate(${-shift} ${-shift})`,
      }),
      stroke(d, '#fff', depth * 0.5, {
        opacity: rim,
        filter: pen.blur(Math.max(2, Math.round(depth * 0.28))),
        transform: `translate(${shift * 0.7} ${shift * 0.7})`,
      }),
    ],
    { 'clip-path': pen.clip(d) },
  )
}

/** A small round thing, cheap enough to draw by the hundred. */
export const ball = (pen: Pen, cx: number, cy: number, r: number, tones: Tones): string =>
  circle(cx, cy, r, { fill: roundFill(pen, tones, [0.34, 0.28], 0.8) })

const roundFill = (pen: Pen, { light, base, dark }: Tones, glow: Point, radius: number): string =>
  pen.radial(`${light}, ${base}, ${dark}`, glow, radius)

/** Soft highlight: the reflection of a window, seen in everything shiny. */
export const gloss = (pen: Pen, d: string, opacity = 0.6, deviation = 6): string =>
  path(d, { fill: '#fff', opacity, filter: pen.blur(deviation) })

export const glint = (pen: Pen, d: string, width: number, opacity = 0.7, deviation = 4): string =>
  stroke(d, '#fff', width, { opacity, filter: pen.blur(deviation) })

/** Contact shadow and the longer soft one that falls to the right. */
export const castShadow = (
  pen: Pen,
  cx: number,
  cy: number,
  rx: number,
  ry = rx * 0.16,
  colour = '#3a2a1e',
): string =>
  group([
    ellipse(cx + rx * 0.16, cy + ry * 0.15, rx * 1.12, ry * 1.25, {
      fill: colour,
      opacity: 0.2,
      filter: pen.blur(40),
    }),
    ellipse(cx, cy, rx * 0.96, ry * 0.7, { fill: colour, opacity: 0.36, filter: pen.blur(18) }),
  ])

/** Shadow of any outline, drawn under it. */
export const dropShadow = (
  pen: Pen,
  d: string,
  { x = 14, y = 18, deviation = 14, opacity = 0.28 } = {},
): string =>
  path(d, { fill: '#2c1a10', opacity, filter: pen.blur(deviation), transform: `translate(${x} ${y})` })

/** Light and dark bands of something round and upright, laid over its colour. */
export const cylinderShade = (pen: Pen, d: string, strength = 1, attributes: Attributes = {}): string =>
  path(d, {
    fill: pen.linear(
      `#20120a /${0.34 * strength}, #20120a 10% /${0.1 * strength}, #ffffff 20% /${0.3 * strength}, #ffffff 30% /${0.42 * strength}, #ffffff 42% /${0.04 * strength}, #20120a 62% /${0.06 * strength}, #20120a 88% /${0.4 * strength}, #20120a 96% /${0.42 * strength}, #20120a /${0.26 * strength}`,
      [0, 0],
      [1, 0],
    ),
    ...attributes,
  })
