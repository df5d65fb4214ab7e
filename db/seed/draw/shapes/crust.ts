import { ellipse, group, path, stroke } from '../element.ts'
import type { Pen } from '../pen.ts'
import type { Tones } from '../shade.ts'

export const golden: Tones = { light: '#f6c877', base: '#d48a35', dark: '#7d3f12' }
export const darkCrust: Tones = { light: '#d99a55', base: '#a45f26', dark: '#512409' }

/** A baker's cut: pale crumb opened by the oven between two browned lips. */
export const slash = (pen: Pen, d: string, width: number): string =>
  group([
    stroke(d, '#6b3109', width * 1.5, { opacity: 0.55, filter: pen.blur(5), transform: 'translate(2 5)' }),
    stroke(d, '#fbe3b1', width),
    stroke(d, '#e2ae66', width * 0.5, { opacity: 0.75, filter: pen.blur(4), transform: 'translate(2 4)' }),
  ])

/** Flour left on a crust: many faint specks inside a box. */
export const flour = (
  pen: Pen,
  [x, y, w, h]: [number, number, number, number],
  count: number,
  opacity = 0.5,
): string =>
  group(
    Array.from({ length: count }, () => {
      const r = pen.random.between(1.5, 5)
      return ellipse(pen.random.between(x, x + w), pen.random.between(y, y + h), r, r * 0.8, {
        fill: '#fff8e6',
        opacity: opacity * pen.random.between(0.3, 1),
      })
    }),
  )

/** Blisters and darker patches that keep a crust from looking like plastic. */
export const mottle = (
  pen: Pen,
  [x, y, w, h]: [number, number, number, number],
  count: number,
  colours: string[],
): string =>
  group(
    Array.from({ length: count }, () => {
      const [cx, cy, r] = [
        pen.random.between(x, x + w),
        pen.random.between(y, y + h),
        pen.random.between(8, 34),
      ]
      return ellipse(cx, cy, r * 1.4, r, { fill: pen.random.pick(colours), opacity: 0.22 })
    }),
    { filter: pen.blur(7) },
  )

export const crumbs = (pen: Pen, spots: [number, number, number][], colour = '#c98a45'): string =>
  group(
    spots.map(([x, y, r]) =>
      group([
        ellipse(x + 3, y + r * 0.7, r * 1.1, r * 0.4, {
          fill: '#3a2410',
          opacity: 0.35,
          filter: pen.blur(3),
        }),
        path(
          `M${x - r} ${y}L${x - r * 0.3} ${y - r * 0.8}L${x + r * 0.8} ${y - r * 0.5}L${x + r} ${y + r * 0.4}L${x} ${y + r * 0.7}Z`,
          { fill: colour, stroke: colour, 'stroke-width': 3, 'stroke-linejoin': 'round' },
        ),
      ]),
    ),
  )
