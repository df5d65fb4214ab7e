import { smooth } from '../curves.ts'
import { circle, ellipse, group, path } from '../element.ts'
import type { Pen, Point } from '../pen.ts'
import { points } from '../points.ts'
import { ball, castShadow, gloss, solid } from '../shade.ts'
import { crumbs, golden, mottle } from '../shapes/crust.ts'

const dome: Point[] = points(
  '262 640, 236 570, 290 500, 330 410, 430 350, 520 300, 620 296, 720 330, 820 380, 890 460, 950 540, 950 620, 900 668, 760 690, 600 700, 420 688',
)
const paper = 'M308 640L372 956Q600 1010 828 956L892 640Z'
const berries: [number, number, number][] = [
  [420, 480, 46],
  [560, 400, 42],
  [700, 470, 50],
  [830, 540, 40],
  [520, 580, 48],
  [680, 610, 36],
  [340, 590, 36],
]

export const blueberryMuffins = (pen: Pen): string =>
  group([
    castShadow(pen, 600, 972, 260),
    solid(
      pen,
      paper,
      { light: '#f7f0e4', base: '#e9dcc6', dark: '#a88e6a' },
      { depth: 60, rim: 0.2, markings: pleats() },
    ),
    path('M300 640H900L880 730Q600 760 320 730Z', { fill: '#4a2c10', opacity: 0.4, filter: pen.blur(16) }),
    solid(pen, smooth(dome), golden, { depth: 84, rim: 0.25, markings: top(pen) }),
    gloss(pen, 'M330 540C350 470 420 410 490 384C430 440 390 500 380 560C356 574 330 570 330 540Z', 0.35, 14),
    ...berries.map(([x, y, r]) => berry(pen, x, y, r)),
    ...Array.from({ length: 80 }, () => sugar(pen)),
    crumbs(
      pen,
      [
        [300, 1012, 11],
        [352, 1030, 7],
        [880, 1014, 10],
      ],
      '#d99c50',
    ),
  ])

const pleats = (): string =>
  group(
    Array.from({ length: 25 }, (_, i) => {
      const [top, bottom] = [300 + i * 25, 366 + i * 19.4]
      return path(`M${top} 630L${bottom} 1000H${bottom + 9}L${top + 12} 630Z`, {
        fill: i % 2 ? '#8d7350' : '#fffaf0',
        opacity: 0.4,
      })
    }),
  )

const top = (pen: Pen): string =>
  mottle(pen, [240, 290, 720, 420], 70, ['#fbe0a6', '#a05a1c', '#eeb25c', '#fff0c8'])

const berry = (pen: Pen, x: number, y: number, r: number): string =>
  group([
    ellipse(x, y + 6, r * 1.3, r * 1.15, { fill: '#4b1f55', opacity: 0.55, filter: pen.blur(10) }),
    ball(pen, x, y, r, { light: '#7d8fd0', base: '#363f85', dark: '#14123c' }),
    ellipse(x + r * 0.2, y + r * 0.1, r * 0.3, r * 0.22, { fill: '#0e0c2e', opacity: 0.8 }),
    ellipse(x - r * 0.36, y - r * 0.42, r * 0.22, r * 0.13, {
      fill: '#fff',
      opacity: 0.7,
      transform: `rotate(-36 ${x - r * 0.36} ${y - r * 0.42})`,
    }),
    path(
      `M${x - r * 1.1} ${y + r * 0.5}Q${x} ${y + r * 1.5} ${x + r * 1.1} ${y + r * 0.5}Q${x} ${y + r * 1.06} ${x - r * 1.1} ${y + r * 0.5}Z`,
      { fill: '#d99445' },
    ),
  ])

const sugar = (pen: Pen): string => {
  const angle = pen.random.between(0, Math.PI * 2)
  const distance = Math.sqrt(pen.random.next())
  const [x, y] = [600 + Math.cos(angle) * distance * 310, 490 + Math.sin(angle) * distance * 160]
  return circle(x, y, pen.random.between(3, 6), { fill: '#fff', opacity: pen.random.between(0.5, 0.95) })
}
