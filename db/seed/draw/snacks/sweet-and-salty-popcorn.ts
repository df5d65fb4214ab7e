import { circle, group, path, place } from '../element.ts'
import { lettering } from '../lettering.ts'
import type { Pen } from '../pen.ts'
import { rows } from '../points.ts'
import { castShadow, cylinderShade, solid } from '../shade.ts'

const tub = 'M310 470L372 960Q600 1010 828 960L890 470Q600 530 310 470Z'

export const sweetAndSaltyPopcorn = (pen: Pen): string =>
  group([
    castShadow(pen, 600, 974, 260),
    path('M310 470Q600 380 890 470Q600 540 310 470Z', { fill: '#8c1420' }),
    ...mound(pen),
    solid(
      pen,
      tub,
      { light: '#ffffff', base: '#fbf5f0', dark: '#cbb4ac' },
      { depth: 50, rim: 0.3, shade: 0.5, markings: stripes() },
    ),
    cylinderShade(pen, tub, 0.45),
    path('M310 470Q600 530 890 470L886 498Q600 560 314 498Z', { fill: '#fff', opacity: 0.5 }),
    badge(pen),
    ...rows('230 1000, 970 1010, 900 1060, 320 1056').map(
      ([x = 0, y = 0]) => castShadow(pen, x, y + 34, 50) + kernel(pen, x, y, 0.9),
    ),
  ])

const stripes = (): string =>
  Array.from({ length: 6 }, (_, i) => {
    const [top, bottom] = [310 + i * 106, 372 + i * 83]
    return path(`M${top} 440L${bottom} 1010H${bottom + 42}L${top + 53} 440Z`, { fill: '#d8232f' })
  }).join('')

const badge = (pen: Pen): string =>
  group([
    circle(600, 740, 150, { fill: '#7a0f18', opacity: 0.35, filter: pen.blur(10) }),
    circle(600, 732, 148, { fill: '#fff3cf' }),
    circle(600, 732, 134, { fill: 'none', stroke: '#d8232f', 'stroke-width': 6 }),
    lettering('POP', { x: 600, y: 656, size: 74, colour: '#b81522', weight: 2.4 }),
    lettering('CORN', { x: 600, y: 752, size: 56, colour: '#e08a14', weight: 2.3 }),
  ])

const mound = (pen: Pen): string[] =>
  Array.from({ length: 10 }, (_, row) => row).flatMap((row) => {
    const y = 232 + row * 28
    const half = Math.min(264, 70 + row * 34)
    const count = Math.round((half * 2) / 74)
    return Array.from({ length: count + 1 }, (_, i) => {
      const t = i / count
      const x = 600 - half + t * half * 2 + pen.random.between(-16, 16)
      return kernel(
        pen,
        x,
        y + (t - 0.5) ** 2 * 120 + pen.random.between(-14, 14),
        pen.random.between(0.86, 1.1),
      )
    })
  })

/** One popped kernel: a few puffs around a golden heart. */
const kernel = (pen: Pen, x: number, y: number, scale: number): string => {
  const puff = (px: number, py: number, r: number): string =>
    circle(px + 2, py + 5, r + 1, { fill: '#a8762c', opacity: 0.35 }) +
    circle(px, py, r, { fill: pen.radial('#ffffff, #fff4d2 55%, #e6c078') })
  return place(
    group([
      ...[
        [-30, 8, 26],
        [28, 12, 27],
        [-12, -26, 27],
        [22, -20, 24],
        [0, 22, 27],
      ].map(([px = 0, py = 0, r = 0]) => puff(px, py, r)),
      path('M-8 -4C2 -14 18 -6 14 6C6 14 -10 10 -8 -4Z', {
        fill: '#e8a52c',
        opacity: 0.85,
        filter: pen.blur(3),
      }),
      puff(-4, 2, 18),
    ]),
    { x, y, scale, turn: pen.random.between(0, 360) },
  )
}
