import { smooth } from '../curves.ts'
import { circle, ellipse, group, path, stroke } from '../element.ts'
import type { Pen, Point } from '../pen.ts'
import { rows } from '../points.ts'
import { castShadow, gloss, type Tones } from '../shade.ts'
import { bowlBack, bowlFront, type Oval } from '../shapes/dish.ts'
import { leaf } from '../shapes/leaf.ts'

const glaze: Tones = { light: '#5aa6a8', base: '#2f7478', dark: '#16444a' }
const bowl: Oval = [600, 620, 420, 190]

export const classicHummus = (pen: Pen): string =>
  group([
    bowlBack(pen, bowl, 970, glaze),
    ellipse(600, 628, 396, 172, {
      fill: pen.radial('#fbeccb, #ecd19c 70%, #c9a15e', [0.42, 0.36], 0.7),
    }),
    stroke(spiral(0.3, 0.98, 10), '#a87c3c', 34, { opacity: 0.5, filter: pen.blur(9) }),
    stroke(spiral(0.3, 0.98, -8), '#fff6df', 26, { opacity: 0.85, filter: pen.blur(8) }),
    oil(pen),
    ...Array.from({ length: 130 }, () => paprika(pen)),
    ...rows('540 590, 610 566, 650 612, 584 628').map(([x = 0, y = 0]) => chickpea(pen, x, y)),
    leaf(pen, 100, 40, { x: 690, y: 560, turn: -34 }),
    leaf(pen, 90, 36, { x: 690, y: 562, turn: 22 }),
    bowlFront(pen, bowl, 970, glaze),
    stroke('M214 730Q600 960 986 730', '#f3e3bd', 10, { opacity: 0.7 }),
    stroke('M240 780Q600 990 960 780', '#f3e3bd', 5, { opacity: 0.6 }),
    ...rows('220 1020, 290 1054, 940 1040, 1010 1008').map(
      ([x = 0, y = 0]) => castShadow(pen, x + 2, y + 24, 32) + chickpea(pen, x, y),
    ),
  ])

const spiral = (from: number, to: number, lift: number): string => {
  const points = Array.from({ length: 60 }, (_, i): Point => {
    const t = from + ((to - from) * i) / 59
    const angle = t * Math.PI * 5 + 0.6
    return [600 + Math.cos(angle) * 374 * t, 622 + lift + Math.sin(angle) * 158 * t]
  })
  return smooth(points, false)
}

const oil = (pen: Pen): string => {
  const pool =
    'M430 610C440 560 540 530 620 534C720 538 780 580 770 624C760 680 680 700 600 696C510 692 424 666 430 610Z'
  return group([
    stroke(spiral(0.42, 0.86, 2), '#c9a51c', 22, { opacity: 0.75 }),
    stroke(spiral(0.42, 0.86, -2), '#fff2a0', 6, { opacity: 0.7 }),
    path(pool, { fill: '#8a5f14', opacity: 0.4, filter: pen.blur(7), transform: 'translate(0 -4)' }),
    path(pool, { fill: pen.radial('#f6e072, #d9b52a 60%, #a8800e') }),
    gloss(pen, 'M470 600Q500 556 590 550Q520 576 496 624Z', 0.8, 4),
  ])
}

const paprika = (pen: Pen): string => {
  const angle = pen.random.between(0, Math.PI * 2)
  const reach = pen.random.between(0.3, 0.92)
  return circle(
    600 + Math.cos(angle) * 380 * reach,
    622 + Math.sin(angle) * 160 * reach,
    pen.random.between(2, 5.5),
    { fill: pen.random.pick(['#c8371a', '#e0562a', '#9c2410']), opacity: 0.8 },
  )
}

const chickpea = (pen: Pen, x: number, y: number): string =>
  group([
    ellipse(x + 3, y + 9, 34, 28, { fill: '#5a3c10', opacity: 0.4 }),
    path(
      `M${x - 32} ${y}C${x - 32} ${y - 30} ${x + 10} ${y - 36} ${x + 26} ${y - 20}C${x + 46} ${y - 14} ${x + 40} ${y + 4} ${x + 32} ${y + 8}C${x + 24} ${y + 34} ${x - 32} ${y + 32} ${x - 32} ${y}Z`,
      { fill: pen.radial('#fff0c4, #e8c478, #a87c34') },
    ),
    stroke(`M${x + 24} ${y - 18}Q${x + 18} ${y - 6} ${x + 32} ${y + 6}`, '#a87c34', 3.5, { opacity: 0.7 }),
    ellipse(x - 12, y - 14, 9, 5, { fill: '#fff', opacity: 0.7 }),
  ])
