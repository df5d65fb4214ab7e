import { circle, group, path, place, stroke } from '../element.ts'
import type { Pen } from '../pen.ts'
import { castShadow, gloss, solid, type Tones } from '../shade.ts'

const shells: Tones[] = [
  { light: '#fbe0c2', base: '#e0ac7c', dark: '#9a6038' },
  { light: '#fff6e8', base: '#f1dfc4', dark: '#b89a72' },
  { light: '#f3c79c', base: '#cf9060', dark: '#84502c' },
]
const pulp: Tones = { light: '#cfd3cd', base: '#a9afa8', dark: '#6d746e' }
const egg =
  'M0 -178C78 -178 132 -60 132 26C132 112 74 158 0 158C-74 158 -132 112 -132 26C-132 -60 -78 -178 0 -178Z'

export const pastureRaisedEggs = (pen: Pen): string =>
  group([
    castShadow(pen, 600, 1000, 460, 66),
    path('M150 640L206 420Q212 400 236 400H964Q988 400 994 420L1050 640Z', {
      fill: pen.linear('#8d948d, #6d746e'),
    }),
    path('M190 640L236 440H964L1010 640Z', { fill: pen.linear('#7d847d, #565d57') }),
    ...[350, 600, 850].map((x, i) => shell(pen, x, 560, 0.88, i + 1)),
    path('M190 640H1010L1020 760H180Z', { fill: '#4c534d' }),
    ...[330, 600, 870].map((x, i) => shell(pen, x, 696, 1, [0, 2, 1][i] ?? 0)),
    tray(pen),
  ])

const shell = (pen: Pen, x: number, y: number, scale: number, i: number): string =>
  place(
    group([
      path(egg, { fill: '#2b2a24', opacity: 0.5, filter: pen.blur(10), transform: 'translate(6 8)' }),
      solid(pen, egg, shells[i % 3] as Tones, { depth: 54, rim: 0.2, markings: speckle(pen) }),
      gloss(
        pen,
        'M-70 -40C-66 -90 -40 -124 -16 -132C-34 -100 -44 -60 -46 -20C-60 -16 -72 -20 -70 -40Z',
        0.6,
        8,
      ),
    ]),
    { x, y, scale, turn: pen.random.between(-5, 5) },
  )

const speckle = (pen: Pen): string =>
  group(
    Array.from({ length: 40 }, () =>
      circle(pen.random.between(-130, 130), pen.random.between(-170, 150), pen.random.between(1, 3), {
        fill: '#6b3f1e',
        opacity: 0.4,
      }),
    ),
  )

/** The near side of the carton with its three cups. */
const tray = (pen: Pen): string => {
  const d =
    'M130 740Q130 716 150 720C200 722 210 790 330 790C450 790 450 726 466 726C482 726 490 790 600 790C710 790 718 726 734 726C750 726 750 790 870 790C990 790 1000 722 1050 720Q1070 716 1070 740L1030 970Q1024 1000 990 1000H210Q176 1000 170 970Z'
  const cups = [330, 600, 870].map((x) =>
    path(
      `M${x - 110} 830C${x - 96} 940 ${x - 70} 966 ${x} 966C${x + 70} 966 ${x + 96} 940 ${x + 110} 830C${x + 60} 860 ${x - 60} 860 ${x - 110} 830Z`,
      {
        fill: pen.linear('#c6cbc4, #8d948d', [0, 0], [1, 1]),
        opacity: 0.75,
        filter: pen.blur(7),
      },
    ),
  )
  const fibres = Array.from({ length: 160 }, () => {
    const [x, y] = [pen.random.between(130, 1070), pen.random.between(720, 1000)]
    return stroke(
      `M${x} ${y}l${pen.random.between(-14, 14)} ${pen.random.between(-7, 7)}`,
      pen.random.pick(['#f0f2ee', '#5c635d']),
      2.4,
      { opacity: 0.35 },
    )
  })
  return group([
    path(d, { fill: '#1f231f', opacity: 0.4, filter: pen.blur(8), transform: 'translate(0 -8)' }),
    solid(pen, d, pulp, { depth: 40, rim: 0.5, markings: cups.join('') + group(fibres) }),
  ])
}
