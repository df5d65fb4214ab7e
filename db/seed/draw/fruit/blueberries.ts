import { circle, ellipse, group, path, place } from '../element.ts'
import type { Pen, Point } from '../pen.ts'
import { rows } from '../points.ts'
import { ball, castShadow, type Tones } from '../shade.ts'
import { bowlBack, bowlFront, type Oval } from '../shapes/dish.ts'
import { leaf } from '../shapes/leaf.ts'

const tones: Tones = { light: '#8ea6dd', base: '#40549b', dark: '#171c4a' }
const bowl: Oval = [600, 660, 370, 104]

export const blueberries = (pen: Pen): string =>
  group([
    bowlBack(pen, bowl, 985),
    ...heap(pen),
    bowlFront(pen, bowl, 985),
    leaf(pen, 130, 48, { x: 640, y: 500, turn: -64 }),
    leaf(pen, 120, 44, { x: 640, y: 500, turn: -8 }),
    ...rows('250 1004 44, 950 1010 46, 340 1046 40').map(
      ([x = 0, y = 0, r = 0]) => castShadow(pen, x + 4, y + r * 0.8, r * 0.9) + berry(pen, [x, y], r),
    ),
  ])

const heap = (pen: Pen): string[] =>
  Array.from({ length: 7 }, (_, row) => row).flatMap((row) => {
    const y = 490 + row * 40
    const half = Math.min(300, 90 + row * 46)
    const count = Math.round((half * 2) / 62)
    return Array.from({ length: count + 1 }, (_, i): Point => {
      const x = 600 - half + (i / count) * half * 2
      return [x + pen.random.between(-10, 10), y + Math.abs(i / count - 0.5) * 54 + pen.random.between(-9, 9)]
    }).map((at) => berry(pen, at, pen.random.between(43, 52)))
  })

const berry = (pen: Pen, [x, y]: Point, r: number): string =>
  group([
    circle(x + 3, y + 5, r + 2, { fill: '#0b0e2c', opacity: 0.45 }),
    ball(pen, x, y, r, tones),
    ellipse(x - r * 0.2, y - r * 0.3, r * 0.6, r * 0.45, { fill: '#c9d6f5', opacity: 0.28 }),
    place(crown(r), {
      x: x + pen.random.between(-0.3, 0.4) * r,
      y: y + pen.random.between(-0.4, 0.3) * r,
      turn: pen.random.between(0, 72),
    }),
  ])

const crown = (r: number): string => {
  const points = Array.from({ length: 10 }, (_, i) => {
    const reach = r * (i % 2 ? 0.17 : 0.36)
    const angle = (i / 10) * Math.PI * 2
    return `${(Math.cos(angle) * reach).toFixed(1)} ${(Math.sin(angle) * reach * 0.86).toFixed(1)}`
  })
  return (
    path(`M${points.join('L')}Z`, {
      fill: '#1a2052',
      stroke: '#6d82c2',
      'stroke-width': r * 0.05,
      'stroke-linejoin': 'round',
    }) + circle(0, 0, r * 0.1, { fill: '#0a0d2b' })
  )
}
