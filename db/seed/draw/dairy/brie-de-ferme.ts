import { circle, ellipse, group, path, stroke } from '../element.ts'
import type { Pen } from '../pen.ts'
import { castShadow, dropShadow, gloss } from '../shade.ts'
import { board } from '../shapes/board.ts'

// The wheel is an oval of 390 x 150 around (600, 640), 190 high, without the piece between two cuts.
const rind = 'M210 640A390 150 0 1 1 855 753L600 640L560 789A390 150 0 0 1 210 640Z'
const side = 'M210 640A390 150 0 0 0 560 789V975A390 150 0 0 1 210 826Z'
const rightSide = 'M990 640A390 150 0 0 1 855 753V939A390 150 0 0 0 990 826Z'

export const brieDeFerme = (pen: Pen): string =>
  group([
    board(pen, 850, 1040, 530),
    castShadow(pen, 600, 930, 420, 80),
    path(side, {
      fill: pen.linear('#cfc4ae, #fbf6ea, #efe5d0', [0, 0], [1, 0]),
    }),
    path(rightSide, {
      fill: pen.linear('#e2d6be, #b8aa8c', [0, 0], [1, 0]),
    }),
    cutFace(pen, 'M560 789L600 640V826L560 975Z', '#f3dd9c', '#dcbc6a'),
    cutFace(pen, 'M600 640L855 753V939L600 826Z', '#fdf0c0', '#f0d38a'),
    path(rind, {
      fill: pen.linear('#fffefa, #f8f2e4 60%, #e5d9c2', [0, 0], [0.8, 1]),
    }),
    group(bloom(pen), { 'clip-path': pen.clip(rind) }),
    stroke('M210 640A390 150 0 0 0 560 789L600 640L855 753A390 150 0 0 0 990 640', '#ffffff', 8),
    wedge(pen),
  ])

const cutFace = (pen: Pen, d: string, light: string, dark: string): string =>
  group(
    [
      path(d, {
        fill: pen.linear(`${light}, ${dark}`, [0, 0], [0.4, 1]),
      }),
      ...Array.from({ length: 12 }, () =>
        ellipse(
          pen.random.between(600, 850),
          pen.random.between(700, 920),
          pen.random.between(4, 13),
          pen.random.between(3, 6),
          { fill: '#c99f4c', opacity: 0.45 },
        ),
      ),
      stroke(d, '#fffdf4', 13),
    ],
    { 'clip-path': pen.clip(d) },
  )

const bloom = (pen: Pen): string[] => [
  ...Array.from({ length: 9 }, (_, i) =>
    stroke(`M${180 + i * 100} 480L${120 + i * 110} 800`, '#d8ccb2', 12, {
      opacity: 0.4,
      filter: pen.blur(5),
    }),
  ),
  ...Array.from({ length: 120 }, () =>
    circle(pen.random.between(210, 990), pen.random.between(490, 790), pen.random.between(2, 7), {
      fill: pen.random.pick(['#fff', '#d9c8a2']),
      opacity: 0.5,
    }),
  ),
]

const wedge = (pen: Pen): string =>
  group([
    dropShadow(pen, 'M640 936L900 1010L1010 900V960L900 1060L640 990Z', {
      x: 6,
      y: 4,
      deviation: 14,
      opacity: 0.5,
    }),
    path('M640 830L1000 776Q996 850 890 884Z', {
      fill: pen.linear('#fffefa, #ece1ca', [0, 0], [1, 0.6]),
      stroke: '#fffdf6',
      'stroke-width': 8,
      'stroke-linejoin': 'round',
    }),
    path('M1000 776Q996 850 890 884V1048Q996 1014 1000 940Z', {
      fill: pen.linear('#f2e8d2, #bcae90', [0, 0], [1, 0]),
    }),
    path('M640 830L890 884V1048L640 974Z', {
      fill: pen.linear('#fdf2c6, #efcf80'),
      stroke: '#fffdf4',
      'stroke-width': 8,
      'stroke-linejoin': 'round',
    }),
    path('M664 960C700 990 760 976 800 1004C830 1024 850 1016 880 1030L880 1040L660 976Z', {
      fill: '#ffedae',
    }),
    gloss(pen, 'M670 860L800 888V920L670 890Z', 0.6, 9),
  ])
