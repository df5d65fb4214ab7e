import { group, path, place, stroke } from '../element.ts'
import type { Pen } from '../pen.ts'
import { rows } from '../points.ts'
import { castShadow } from '../shade.ts'
import { bowlBack, bowlFront, type Oval, wood } from '../shapes/dish.ts'

const bowl: Oval = [600, 700, 400, 112]
const kernel = 'M-74 4C-66 -28 -10 -48 36 -30C62 -20 78 -6 84 2C76 14 60 26 34 32C-14 44 -64 34 -74 4Z'

export const roastedAlmonds = (pen: Pen): string =>
  group([
    bowlBack(pen, bowl, 985, wood),
    ...Array.from({ length: 9 }, (_, row) => row).flatMap((row) => layer(pen, row)),
    bowlFront(pen, bowl, 985, wood),
    grain(pen),
    ...rows('190 1010 -20, 280 1050 14, 950 1030 -32, 1040 1004 24').map(
      ([x = 0, y = 0, turn = 0]) => castShadow(pen, x, y + 26, 64) + almond(pen, x, y, turn, 0.95),
    ),
  ])

const layer = (pen: Pen, row: number): string[] => {
  const y = 486 + row * 32
  const half = Math.min(316, 70 + row * 46)
  const count = Math.round((half * 2) / 92)
  return Array.from({ length: count + 1 }, (_, i) => {
    const t = i / count
    const x = 600 - half + t * half * 2 + pen.random.between(-16, 16)
    return almond(
      pen,
      x,
      y + (t - 0.5) ** 2 * 130 + pen.random.between(-10, 10),
      pen.random.between(-70, 70),
      pen.random.between(0.84, 1),
    )
  })
}

const almond = (pen: Pen, x: number, y: number, turn: number, scale: number): string => {
  const tone = pen.random.pick([
    ['#e2a468', '#b8703a', '#6f3a16'],
    ['#d89658', '#a8622e', '#5e2f10'],
    ['#ecb57c', '#c27c44', '#7a431c'],
  ] as const)
  const ridges = [-18, -7, 5, 16].map((dy) =>
    stroke(`M-62 ${dy * 0.3 + 4}Q0 ${dy * 1.7} 74 ${dy * 0.2 + 2}`, tone[2], 3.4, { opacity: 0.45 }),
  )
  return place(
    group([
      path(kernel, { fill: '#2b1206', opacity: 0.5, transform: 'translate(4 9)' }),
      path(kernel, { fill: pen.radial(`${tone[0]}, ${tone[1]} 60%, ${tone[2]}`) }),
      ...ridges,
      stroke('M-48 -14Q0 -32 46 -20', '#ffe3bd', 6, { opacity: 0.5 }),
    ]),
    { x, y, turn, scale },
  )
}

const grain = (pen: Pen): string =>
  group(
    [0, 1, 2, 3, 4, 5].map((i) =>
      stroke(
        `M${214 + i * 26} ${790 + i * 28}Q600 ${870 + i * 34} ${986 - i * 26} ${790 + i * 28}`,
        i % 2 ? '#6f4320' : '#e9bd86',
        pen.random.between(3, 6),
        { opacity: 0.3 },
      ),
    ),
  )
