import { group, type Placement, place, stroke } from '../element.ts'
import type { Pen } from '../pen.ts'

/** A woody sprig with needles: rosemary. 300 long, pointing right. */
export const rosemary = (pen: Pen, at: Placement): string =>
  place(
    group([
      stroke('M0 0Q150 -26 300 0', '#6d5a34', 9),
      ...Array.from({ length: 54 }, (_, i) => {
        const t = i / 54
        const [x, y] = [t * 300, -26 * 4 * t * (1 - t) * 0.5]
        const side = i % 2 ? 1 : -1
        const reach = (58 - t * 22) * pen.random.between(0.8, 1.1)
        return stroke(
          `M${x} ${y}Q${x + 14} ${y + side * reach * 0.5} ${x + 36} ${y + side * reach}`,
          pen.random.pick(['#3f6b3a', '#557f48', '#79a05f', '#2f5530']),
          8,
        )
      }),
    ]),
    at,
  )

/** A soft feathery sprig: dill. 320 long, pointing right. */
export const dill = (pen: Pen, at: Placement): string =>
  place(
    group([
      stroke('M0 0Q150 -30 300 -10', '#7da548', 6),
      ...Array.from({ length: 13 }, (_, i) => {
        const t = 0.22 + i * 0.064
        const turn = i === 12 ? 0 : (i % 2 ? 1 : -1) * pen.random.between(34, 48)
        return place(plume(pen, 104 - t * 50), { x: t * 300, y: -10 * t - 44 * t * (1 - t), turn })
      }),
    ]),
    at,
  )

/** A short stalk with hair-thin leaves that spread towards its tip. */
const plume = (pen: Pen, reach: number): string => {
  const colour = pen.random.pick(['#4f8a34', '#6aa544', '#3d7429', '#85b957'])
  const hairs = Array.from({ length: 9 }, (_, i) => {
    const x = reach * (0.25 + i * 0.08)
    const side = i % 2 ? 1 : -1
    return stroke(
      `M${x} 0Q${x + reach * 0.14} ${side * 3} ${x + reach * 0.3} ${side * reach * pen.random.between(0.1, 0.26)}`,
      colour,
      3,
    )
  })
  return group([stroke(`M0 0Q${reach * 0.5} -4 ${reach} 0`, colour, 3.4), ...hairs])
}
