import { group, path, stroke } from '../element.ts'
import type { Pen } from '../pen.ts'
import { gloss } from '../shade.ts'
import { plate } from '../shapes/dish.ts'

export const culturedButter = (pen: Pen): string =>
  group([
    plate(pen, [600, 880, 510, 150]),
    path('M330 900L560 990L690 940L990 800L1020 836L700 968L540 1010L330 940Z', {
      fill: '#5b4310',
      opacity: 0.45,
      filter: pen.blur(16),
    }),
    block(pen),
    slice(pen, 0, 0),
    slice(pen, -96, 34),
  ])

/** The block: top, long side and cut face, seen from its left front corner. */
const block = (pen: Pen): string =>
  group([
    path('M430 560L750 470L1000 560L690 668Z', {
      fill: pen.linear('#fff4b4, #f9de78', [0, 0], [1, 1]),
      stroke: '#fff7c8',
      'stroke-width': 8,
      'stroke-linejoin': 'round',
    }),
    path('M690 668L1000 560V760Q996 786 976 796L690 916Z', {
      fill: pen.linear('#f1cb52, #d39f2a', [0, 0], [1, 1]),
    }),
    path('M430 560L690 668V916L446 812Q430 804 430 786Z', { fill: pen.linear('#fbe48c, #edc654') }),
    stroke('M434 562L690 668L996 562M690 668V912', '#fffad6', 9, { opacity: 0.85 }),
    ...[0.25, 0.5, 0.75].map((t) =>
      stroke(`M${690 + 310 * t} ${668 - 108 * t}v36`, '#b98a20', 5, { opacity: 0.5 }),
    ),
    stroke('M700 790L990 676', '#fff0a8', 20, { opacity: 0.3, filter: pen.blur(8) }),
    gloss(pen, 'M520 556L740 494L800 514L580 580Z', 0.55, 14),
  ])

const slice = (pen: Pen, x: number, y: number): string => {
  const face =
    'M330 690L540 786Q552 792 552 806V980Q548 994 534 990L334 906Q318 900 318 884V700Q320 688 330 690Z'
  return group(
    [
      path(face, { fill: '#5b4310', opacity: 0.45, filter: pen.blur(12), transform: 'translate(26 18)' }),
      path('M330 688L372 672L588 764Q596 770 596 780V944L552 984V800Z', { fill: '#e2b440' }),
      path('M328 690L372 672L590 766L548 792Z', { fill: '#fff6c0' }),
      path(face, {
        fill: pen.linear('#fff1a8, #f8dc74 60%, #efc956', [0, 0], [0.6, 1]),
      }),
      stroke('M330 692L544 790V984', '#fffbe0', 6, { opacity: 0.8 }),
      gloss(pen, 'M350 730L430 764V830L350 800Z', 0.5, 12),
    ],
    { transform: `translate(${x} ${y})` },
  )
}
