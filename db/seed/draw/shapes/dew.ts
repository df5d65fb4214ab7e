import { ellipse, group } from '../element.ts'
import type { Pen } from '../pen.ts'

/** Drops of cold water on glass or metal inside a box. */
export const dew = (pen: Pen, [x, y, w, h]: [number, number, number, number], count: number): string =>
  group(
    Array.from({ length: count }, () => {
      const [cx, cy] = [pen.random.between(x, x + w), pen.random.between(y, y + h)]
      const r = pen.random.between(3, 11)
      return group([
        ellipse(cx + 1, cy + r * 0.3, r, r * 1.2, { fill: '#0a1a30', opacity: 0.25 }),
        ellipse(cx, cy, r, r * 1.2, { fill: '#ffffff', opacity: 0.34 }),
        ellipse(cx + r * 0.1, cy + r * 0.5, r * 0.6, r * 0.4, { fill: '#ffffff', opacity: 0.55 }),
        ellipse(cx - r * 0.3, cy - r * 0.5, r * 0.28, r * 0.28, { fill: '#ffffff', opacity: 0.95 }),
      ])
    }),
  )
