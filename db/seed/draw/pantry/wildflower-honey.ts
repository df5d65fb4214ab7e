import { circle, group, path, stroke } from '../element.ts'
import type { Pen, Point } from '../pen.ts'
import { points } from '../points.ts'
import { castShadow, gloss, solid, type Tones } from '../shade.ts'
import { wood } from '../shapes/dish.ts'
import { bee } from '../shapes/emblems.ts'
import { label } from '../shapes/label.ts'
import { gold, lid } from '../shapes/lid.ts'
import { glass } from '../shapes/vessel.ts'
import { tube } from '../tube.ts'

const honey: Tones = { light: '#ffc23d', base: '#ec920e', dark: '#9a4c04' }
const clear: Tones = { light: '#fff6dc', base: '#f3d9a0', dark: '#a8742c' }
const jar: Point[] = points('206 356, 206 392, 262 470, 270 530, 270 900, 236 960')
const fill: Point[] = points('200 424, 248 474, 258 532, 258 894, 226 948')

export const wildflowerHoney = (pen: Pen): string =>
  group([
    glass(pen, {
      cx: 500,
      profile: jar,
      tint: clear,
      opacity: 0.16,
      contents: { profile: fill, tones: honey },
    }),
    lid(pen, [500, 286, 222], 92, gold),
    label(
      pen,
      { cx: 500, r: 266, top: 560, bottom: 850, sag: 20, taper: 0 },
      {
        colour: '#fff7e0',
        edge: '#c9790a',
        art: group([comb(330, 640), comb(612, 640), bee({ x: 500, y: 660, scale: 1.05 })]),
        words: [
          { text: 'HONEY', y: 724, size: 64, colour: '#8a4704', weight: 2.2 },
          { text: 'WILDFLOWER', y: 804, size: 26, colour: '#c9790a', weight: 1.7 },
        ],
      },
    ),
    gloss(pen, 'M256 520Q270 500 284 500V860Q268 880 256 850Z', 0.55, 6),
    dipper(pen),
  ])

const comb = (x: number, y: number): string =>
  points('0 0, 58 0, 29 50, 87 50, 0 100, 58 100')
    .map(([dx = 0, dy = 0]) =>
      path(`M${x + dx} ${y + dy - 30}l26 15v30l-26 15l-26 -15v-30Z`, {
        fill: '#fbd98a',
        stroke: '#eab04a',
        'stroke-width': 5,
      }),
    )
    .join('')

const dipper = (pen: Pen): string =>
  group([
    castShadow(pen, 900, 1024, 170, 22),
    path('M760 1020C780 986 860 984 930 1000C990 1012 1010 1040 960 1052C880 1066 770 1060 760 1020Z', {
      fill: pen.linear('#ffce52, #d97c06'),
    }),
    gloss(pen, 'M790 1018Q840 1000 900 1006Q840 1014 800 1030Z', 0.7, 4),
    solid(pen, tube(points('880 940, 960 780, 1050 560'), [15, 16, 17]), wood, { depth: 16, rim: 0.5 }),
    ...[0, 1, 2, 3, 4, 5].map((i) => {
      const [x, y] = [822 + i * 12, 1008 - i * 25]
      const w = [38, 56, 66, 66, 56, 40][i] ?? 50
      return (
        stroke(`M${x - w} ${y - w * 0.5}L${x + w} ${y + w * 0.5}`, '#6f4320', 22) +
        stroke(`M${x - w} ${y - w * 0.5 - 3}L${x + w} ${y + w * 0.5 - 3}`, i > 3 ? '#c98f52' : '#e69a1c', 15)
      )
    }),
    circle(1052, 552, 26, { fill: pen.radial(`${wood.light}, ${wood.dark}`) }),
  ])
