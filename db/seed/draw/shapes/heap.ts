import { group, path, place } from '../element.ts'
import type { Pen } from '../pen.ts'

export type Grain = { d: string; fills: string[]; shadow: string }

/** A heap of grains (rice, oats) below a mound of the given width and height standing at (cx, cy). */
export const heap = (
  pen: Pen,
  [cx, cy]: [number, number],
  [w, h]: [number, number],
  count: number,
  grain: Grain,
): string =>
  group(
    Array.from({ length: count }, (_, i) => {
      const t = i / count
      const level = 1 - t
      const half = w * Math.sqrt(1 - level * level * 0.96)
      const x = cx + pen.random.between(-1, 1) * half
      const top = cy - h * (1 - ((x - cx) / w) ** 2)
      const y = top + (cy - top) * Math.min(1, t + pen.random.between(-0.12, 0.12))
      return place(
        path(grain.d, { fill: grain.shadow, opacity: 0.4, transform: 'translate(2 5)' }) +
          path(grain.d, { fill: pen.random.pick(grain.fills) }),
        { x, y: Math.max(top, y), turn: pen.random.between(0, 360), scale: pen.random.between(0.85, 1.15) },
      )
    }),
  )
