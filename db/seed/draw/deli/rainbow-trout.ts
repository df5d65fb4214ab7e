import { circle, group, path, place, stroke } from '../element.ts'
import type { Pen } from '../pen.ts'
import { rows } from '../points.ts'
import { gloss, solid, type Tones } from '../shade.ts'
import { citrusFace } from '../shapes/citrus.ts'
import { plate } from '../shapes/dish.ts'
import { dill } from '../shapes/herbs.ts'

const skin: Tones = { light: '#f2f2e2', base: '#c3c9b4', dark: '#6c7a68' }
const body =
  'M110 690C150 620 240 560 380 540C560 516 760 560 900 640C960 672 1000 668 1030 640L1110 560C1120 600 1100 660 1090 700C1104 740 1124 800 1116 836L1026 756C990 740 950 750 900 770C760 830 560 862 380 830C250 806 150 760 110 690Z'
const lemon = {
  rind: '#ffe14a',
  rindDark: '#e0a914',
  pith: '#fffbe6',
  flesh: '#fff3a0',
  fleshDark: '#f7cf3a',
  drop: '#fffef0',
}

export const rainbowTrout = (pen: Pen): string =>
  group([
    plate(pen, [600, 800, 560, 200]),
    dill(pen, { x: 520, y: 900, turn: 4, scale: 1.2 }),
    path(body, { fill: '#2a3430', opacity: 0.45, filter: pen.blur(18), transform: 'translate(6 40)' }),
    fin('M560 540C600 470 680 460 730 500L720 570Z'),
    fin('M470 836C500 890 560 900 600 880L580 826Z'),
    fin('M740 812C780 860 830 860 850 830L820 780Z'),
    solid(pen, body, skin, {
      depth: 60,
      rim: 0.2,
      markings: group([...colours(pen), ...spots(pen), tailRays()]),
    }),
    head(pen),
    fin('M350 730C400 720 470 750 490 800C430 810 370 780 350 730Z'),
    gloss(pen, 'M300 610C420 560 620 570 760 630C620 610 440 610 320 646Z', 0.4, 12),
    ...rows('880 900 78, 985 880 70').map(([x = 0, y = 0, r = 0]) =>
      group([place(citrusFace(pen, r, lemon, 8), { y: 14 }), citrusFace(pen, r, lemon, 8)], {
        transform: `translate(${x} ${y}) scale(1 .5)`,
      }),
    ),
  ])

const fin = (d: string): string =>
  path(d, {
    fill: '#a89a78',
    stroke: '#6e6a52',
    'stroke-width': 4,
    'stroke-linejoin': 'round',
    opacity: 0.95,
  })

const colours = (pen: Pen): string[] => [
  path(
    'M100 700C200 540 400 500 560 520C760 550 900 620 1130 560V640C900 700 640 640 420 640C280 640 180 660 100 700Z',
    { fill: '#4f6a4a', opacity: 0.85, filter: pen.blur(16) },
  ),
  stroke('M250 700C420 660 640 680 920 706', '#e8748a', 46, { opacity: 0.75, filter: pen.blur(13) }),
  stroke('M290 696C440 668 640 684 900 706', '#ffb3ba', 12, { opacity: 0.7, filter: pen.blur(5) }),
  path('M120 720C260 840 480 880 700 840L880 780L860 860H140Z', {
    fill: '#fbf7ea',
    opacity: 0.8,
    filter: pen.blur(16),
  }),
]

const spots = (pen: Pen): string[] =>
  Array.from({ length: 150 }, () => {
    const x = pen.random.between(280, 1090)
    const y = pen.random.between(530, x > 900 ? 800 : 720)
    return circle(x, y, pen.random.between(3, 8), {
      fill: '#1f2a22',
      opacity: pen.random.between(0.45, 0.85),
    })
  })

const tailRays = (): string =>
  [570, 610, 650, 700, 750, 790, 826]
    .map((y) => stroke(`M1000 ${700 + (y - 700) * 0.2}L1112 ${y}`, '#55604c', 4, { opacity: 0.5 }))
    .join('')

const head = (pen: Pen): string =>
  group([
    stroke('M300 570C350 620 350 750 296 806', '#4a5646', 8, { opacity: 0.7 }),
    stroke('M314 580C360 630 360 740 312 800', '#fff', 6, { opacity: 0.5, filter: pen.blur(2) }),
    path('M240 640C280 640 310 670 310 700C310 730 280 750 250 748C280 720 280 670 240 640Z', {
      fill: '#e8849a',
      opacity: 0.6,
      filter: pen.blur(6),
    }),
    stroke('M114 692C150 704 190 712 220 706', '#4a5646', 7),
    circle(212, 650, 29, { fill: '#e8d9a0' }),
    circle(212, 650, 22, { fill: '#c2a85a' }),
    circle(212, 650, 15, { fill: '#10140f' }),
    circle(206, 643, 5, { fill: '#fff' }),
  ])
