import { circle, group, path, stroke } from '../element.ts'
import type { Pen, Point } from '../pen.ts'
import { ball, castShadow, solid, type Tones } from '../shade.ts'

const stalk: Tones = { light: '#dbe8a8', base: '#a5c466', dark: '#5f8a35' }
const floret: Tones = { light: '#7fb24a', base: '#3f7f2c', dark: '#173f17' }
const tops: Tones[] = [
  { light: '#98c95c', base: '#4f9034', dark: '#245a1f' },
  { light: '#84b850', base: '#41802d', dark: '#1d4f1c' },
  { light: '#aad66c', base: '#5e9d3c', dark: '#2c6423' },
]

// Clusters back to front: x, y, radius.
const clusters: [number, number, number][] = [
  [600, 330, 140],
  [440, 380, 130],
  [765, 385, 132],
  [320, 500, 118],
  [884, 505, 118],
  [530, 440, 140],
  [690, 445, 140],
  [410, 560, 126],
  [800, 565, 126],
  [600, 560, 148],
]

export const broccoliCrown = (pen: Pen): string =>
  group([
    castShadow(pen, 600, 996, 200),
    solid(pen, trunk, stalk, { depth: 50, rim: 0.3, markings: fibres() }),
    ...clusters.map(([x, y, r]) => cluster(pen, [x, y], r)),
  ])

const trunk =
  'M330 560C400 620 470 680 488 780C496 850 490 920 480 984C530 1010 672 1010 720 984C708 920 704 850 714 780C734 680 810 620 874 560L700 500H500Z'

const fibres = (): string =>
  [
    'M540 990C550 880 540 760 450 640',
    'M600 1000V640',
    'M662 990C650 880 664 760 752 640',
    'M574 996C580 880 574 780 540 660',
  ]
    .map((d) => stroke(d, '#6f9a3f', 7, { opacity: 0.4 }))
    .join('') +
  path('M480 984C530 1010 672 1010 720 984C690 966 510 966 480 984Z', { fill: '#eaf2c4', opacity: 0.8 })

const cluster = (pen: Pen, [cx, cy]: Point, r: number): string => {
  const buds = Array.from({ length: 120 }, (_, i) => {
    const angle = i * 2.39996
    const distance = Math.sqrt(1 - i / 120) * r * 0.96
    const at: Point = [cx + Math.cos(angle) * distance, cy + Math.sin(angle) * distance * 0.9]
    return bud(pen, at, r * pen.random.between(0.11, 0.17))
  })
  return group([
    circle(cx + 6, cy + 16, r * 1.02, { fill: '#0c2a0c', opacity: 0.5, filter: pen.blur(12) }),
    ball(pen, cx, cy, r, floret),
    ...buds,
    circle(cx, cy, r * 1.12, {
      fill: pen.radial('#f2ffc4 /0.34, #f2ffc4 50% /0, #0a2a10 62% /0, #0a2a10 /0.5', [0.34, 0.26], 0.86),
    }),
  ])
}

const bud = (pen: Pen, [x, y]: Point, r: number): string =>
  circle(x + 2, y + 4, r, { fill: '#143a14', opacity: 0.5 }) + ball(pen, x, y, r, pen.random.pick(tops))
