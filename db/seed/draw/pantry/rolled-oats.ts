import { group, path, rect, stroke } from '../element.ts'
import type { Pen } from '../pen.ts'
import { points } from '../points.ts'
import { castShadow, gloss, solid } from '../shade.ts'
import { wood } from '../shapes/dish.ts'
import { wheat } from '../shapes/emblems.ts'
import { heap } from '../shapes/heap.ts'
import { label } from '../shapes/label.ts'
import { drum } from '../shapes/vessel.ts'
import { tube } from '../tube.ts'

const flakes = {
  d: 'M-18 0C-16 -14 10 -16 18 -2C16 12 -10 15 -18 0Z',
  fills: ['#f6e3ba', '#ecd3a0', '#e2c389', '#fbeed0'],
  shadow: '#7a5526',
}
const red = '#b5382a'

export const rolledOats = (pen: Pen): string =>
  group([
    castShadow(pen, 500, 970, 250, 44),
    drum(pen, [500, 250, 240], 710, { light: '#fff3d6', base: '#f0d9a8', dark: '#b08c52' }, 0, 0.2),
    label(
      pen,
      { cx: 500, r: 240, top: 330, bottom: 930, sag: 24 },
      {
        colour: '#f9e8c4',
        edge: red,
        art: group([
          rect(250, 560, 520, 216, { fill: red }),
          wheat('#c58a34', { x: 500, y: 560, scale: 0.56 }),
          wheat('#d8a44c', { x: 480, y: 562, scale: 0.5, turn: -28 }),
          wheat('#d8a44c', { x: 520, y: 562, scale: 0.5, turn: 28 }),
          ...[810, 850, 890].map((y) => stroke(`M260 ${y}Q500 ${y + 48} 740 ${y}`, '#e3c58e', 8)),
        ]),
        words: [
          { text: 'ROLLED', y: 600, size: 48, colour: '#fbe3b0', weight: 1.8 },
          { text: 'OATS', y: 668, size: 78, colour: '#ffffff', weight: 2.2 },
        ],
      },
    ),
    gloss(pen, 'M292 330Q320 350 344 352V940Q316 936 292 920Z', 0.4, 12),
    path('M690 330Q730 320 740 310V900Q720 930 680 940Z', {
      fill: '#3a220a',
      opacity: 0.28,
      filter: pen.blur(16),
    }),
    drum(pen, [500, 236, 250], 66, { light: '#e2604a', base: red, dark: '#6e1a12' }, 0, 0.2),
    castShadow(pen, 830, 1030, 210, 34),
    heap(pen, [820, 1036], [210, 120], 420, flakes),
    scoop(pen),
  ])

const scoop = (pen: Pen): string =>
  group([
    path('M830 930C880 900 960 910 980 950C990 990 950 1030 890 1024C850 1018 820 970 830 930Z', {
      fill: '#3d2208',
      opacity: 0.4,
      filter: pen.blur(10),
      transform: 'translate(6 12)',
    }),
    solid(pen, tube(points('950 930, 1030 850, 1100 760'), [17, 16, 20]), wood, { depth: 18, rim: 0.5 }),
    solid(
      pen,
      'M826 934C870 894 960 896 984 940C1000 990 950 1034 888 1026C846 1018 816 972 826 934Z',
      wood,
      { depth: 26, rim: 0.5 },
    ),
    path('M842 938C880 910 940 912 962 938C930 970 880 974 842 938Z', { fill: '#5f3a18' }),
    heap(pen, [902, 946], [52, 26], 40, flakes),
  ])
