import { ellipse, group, path, stroke } from '../element.ts'
import { lettering } from '../lettering.ts'
import type { Pen } from '../pen.ts'
import { castShadow, solid, type Tones } from '../shade.ts'
import { heap } from '../shapes/heap.ts'

const burlap: Tones = { light: '#f2d9a8', base: '#d9b57a', dark: '#94703c' }
const sack =
  'M300 480C286 560 230 640 226 780C222 900 250 990 330 1000C420 1016 780 1016 870 1000C950 990 978 900 974 780C970 640 914 560 900 480C700 540 500 540 300 480Z'
const grains = {
  d: 'M-17 0C-12 -7 10 -8 17 0C10 7 -12 6 -17 0Z',
  fills: ['#fffdf6', '#fbf5e6', '#f4ead2', '#ffffff'],
  shadow: '#a58a58',
}

export const agedBasmatiRice = (pen: Pen): string =>
  group([
    castShadow(pen, 600, 1000, 390, 54),
    path('M286 470C300 420 460 396 600 396C740 396 900 420 914 470L880 540H320Z', { fill: '#8a6231' }),
    path('M316 480C400 300 520 262 600 262C680 262 800 300 884 480Q600 560 316 480Z', { fill: '#e9dcbd' }),
    heap(pen, [600, 490], [280, 228], 620, grains),
    solid(pen, sack, burlap, { depth: 90, rim: 0.2, markings: weave(pen) }),
    cuff(pen),
    print(),
    heap(pen, [240, 1052], [96, 40], 60, grains),
  ])

const weave = (pen: Pen): string =>
  group(
    [
      ...Array.from({ length: 60 }, (_, i) =>
        stroke(
          `M${220 + i * 13} 470Q${214 + i * 13.2} 760 ${220 + i * 13} 1010`,
          i % 2 ? '#8c642f' : '#f6e2b8',
          3,
        ),
      ),
      ...Array.from({ length: 42 }, (_, i) =>
        stroke(
          `M210 ${480 + i * 13}Q600 ${500 + i * 13} 990 ${480 + i * 13}`,
          i % 2 ? '#8c642f' : '#f6e2b8',
          3,
        ),
      ),
    ],
    { opacity: 0.3 },
  ) +
  ['M330 540C300 640 290 760 310 900', 'M850 560C890 660 900 760 880 920', 'M420 560C410 620 400 650 390 690']
    .map((d) => stroke(d, '#5d3c14', 26, { opacity: 0.35, filter: pen.blur(14) }))
    .join('')

/** The rolled edge of the open sack. */
const cuff = (pen: Pen): string => {
  const d =
    'M276 452C262 486 270 516 300 530C480 600 720 600 900 530C930 516 938 486 924 452C900 500 720 536 600 536C480 536 300 500 276 452Z'
  return (
    path(d, { fill: '#3d2608', opacity: 0.4, filter: pen.blur(10), transform: 'translate(0 14)' }) +
    solid(pen, d, { light: '#f3dcae', base: '#d9b67c', dark: '#8f6833' }, { depth: 30, rim: 0.5 }) +
    stroke('M292 506C480 578 720 578 908 506', '#8f6833', 4, { opacity: 0.6, 'stroke-dasharray': '14 12' })
  )
}

const print = (): string =>
  group(
    [
      ellipse(600, 780, 230, 150, { fill: 'none', stroke: '#23543c', 'stroke-width': 9 }),
      ellipse(600, 780, 212, 134, { fill: 'none', stroke: '#23543c', 'stroke-width': 3 }),
      path('M470 740L540 670L572 700L620 650L730 740Z', { fill: '#23543c' }),
      lettering('BASMATI', { x: 600, y: 766, size: 66, colour: '#23543c', weight: 2.2, fit: 350 }),
      lettering('AGED ONE YEAR', { x: 600, y: 846, size: 26, colour: '#23543c', weight: 1.7, spacing: 3.6 }),
    ],
    { opacity: 0.88 },
  )
