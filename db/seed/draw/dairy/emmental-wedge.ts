import { ellipse, group, path, stroke } from '../element.ts'
import type { Pen } from '../pen.ts'
import { rows } from '../points.ts'
import { dropShadow, gloss } from '../shade.ts'
import { board } from '../shapes/board.ts'

const top = 'M180 610L660 430Q900 440 1020 560L1030 590L186 640Z'
const front = 'M180 626L1034 578V862Q1034 876 1020 880L200 946Q182 946 182 930Z'

export const emmentalWedge = (pen: Pen): string =>
  group([
    board(pen, 870, 1030, 520),
    dropShadow(pen, 'M182 900L1040 840V890L190 960Z', { x: 0, y: 14, deviation: 18, opacity: 0.5 }),
    path(top, {
      fill: pen.linear('#fff2ac, #f9d968', [0, 0], [1, 1]),
    }),
    group(topHoles(pen), { 'clip-path': pen.clip(top) }),
    path('M660 430Q920 440 1034 578L1034 616Q1010 560 900 480Q800 430 660 430Z', {
      fill: '#c98b2c',
      opacity: 0.9,
    }),
    path(front, {
      fill: pen.linear('#fbdf78, #f4c847 60%, #e2a92c', [0, 0], [0.5, 1]),
    }),
    group(
      holes.map((at) => hole(pen, at)),
      { 'clip-path': pen.clip(front) },
    ),
    path('M1002 580L1034 578V862Q1034 876 1020 880L1002 882Z', { fill: pen.linear('#d69a38, #9a6318') }),
    stroke('M186 626L1030 579', '#fffbd8', 8, { opacity: 0.9 }),
    gloss(pen, 'M330 590L660 470L760 476L460 590Z', 0.45, 16),
    gloss(pen, 'M210 660L520 640V690L210 720Z', 0.35, 16),
  ])

const holes: [number, number, number, number][] = [
  [330, 780, 74, 70],
  [520, 700, 48, 44],
  [560, 850, 62, 58],
  [730, 730, 84, 78],
  [890, 820, 52, 50],
  [910, 660, 38, 34],
  [420, 900, 30, 26],
  [240, 700, 26, 26],
  [700, 880, 24, 22],
  [640, 660, 18, 16],
]

const hole = (pen: Pen, [x, y, rx, ry]: [number, number, number, number]): string =>
  group([
    ellipse(x, y, rx, ry, {
      fill: pen.linear('#a87312, #d49f2c 55%, #f3cf66', [0.1, 0], [0.7, 1]),
    }),
    ellipse(x + rx * 0.12, y + ry * 0.16, rx * 0.76, ry * 0.74, {
      fill: '#f0c552',
      opacity: 0.55,
      filter: pen.blur(6),
    }),
    path(`M${x - rx * 0.7} ${y + ry * 0.72}A${rx} ${ry} 0 0 0 ${x + rx} ${y}`, {
      fill: 'none',
      stroke: '#fff6be',
      'stroke-width': 6,
      opacity: 0.9,
    }),
  ])

const topHoles = (pen: Pen): string[] =>
  rows('520 540 60 22, 720 500 46 16, 830 550 54 18, 360 596 34 10, 640 586 30 9').map(
    ([x = 0, y = 0, rx = 0, ry = 0]) =>
      group([
        ellipse(x, y, rx, ry, { fill: pen.linear('#b17d18, #ecc556') }),
        path(`M${x - rx * 0.8} ${y + ry * 0.6}A${rx} ${ry} 0 0 0 ${x + rx} ${y}`, {
          fill: 'none',
          stroke: '#fffbd8',
          'stroke-width': 4,
        }),
      ]),
  )
