import { group, type Placement, path, place, stroke } from '../element.ts'
import type { Pen } from '../pen.ts'
import type { Tones } from '../shade.ts'

export const green: Tones = { light: '#9bc75a', base: '#5d9a37', dark: '#2f6424' }

/** A leaf that starts at the placement and points along its turn. */
export const leaf = (
  pen: Pen,
  length: number,
  width: number,
  at: Placement,
  tones: Tones = green,
): string => {
  const d = `M0 0C${length * 0.2} ${-width} ${length * 0.7} ${-width * 0.8} ${length} 0C${length * 0.7} ${width * 0.9} ${length * 0.25} ${width * 0.8} 0 0Z`
  const lower = `M0 0C${length * 0.4} ${width * 0.1} ${length * 0.7} ${width * 0.1} ${length} 0C${length * 0.7} ${width * 0.9} ${length * 0.25} ${width * 0.8} 0 0Z`
  const veins = [0.22, 0.38, 0.54, 0.7].flatMap((t) => [
    stroke(
      `M${length * t} 0Q${length * (t + 0.1)} ${-width * 0.2} ${length * (t + 0.16)} ${-width * 0.5 * (1.1 - t)}`,
      tones.light,
      width * 0.035,
      { opacity: 0.7 },
    ),
    stroke(
      `M${length * t} 0Q${length * (t + 0.1)} ${width * 0.2} ${length * (t + 0.16)} ${width * 0.5 * (1.1 - t)}`,
      tones.light,
      width * 0.035,
      { opacity: 0.5 },
    ),
  ])
  const fill = pen.linear(`${tones.base}, ${tones.light}, ${tones.base}`, [0, 0], [1, 0.4])
  return place(
    group([
      path(d, { fill }),
      path(lower, { fill: tones.dark, opacity: 0.45 }),
      ...veins,
      stroke(`M0 0Q${length * 0.5} ${width * 0.08} ${length * 0.96} 0`, tones.light, width * 0.06),
    ]),
    at,
  )
}
