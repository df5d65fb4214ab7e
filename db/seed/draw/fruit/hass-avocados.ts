import { circle, group, type Placement, path, place } from '../element.ts'
import type { Pen } from '../pen.ts'
import { castShadow, dropShadow, gloss, solid, type Tones } from '../shade.ts'

const skin: Tones = { light: '#6d7d45', base: '#36451f', dark: '#151d0c' }
const stone: Tones = { light: '#d29a62', base: '#8f5527', dark: '#44200a' }
const outline =
  'M0 -318C62 -318 96 -258 116 -186C134 -122 214 -66 220 64C226 200 122 290 0 290C-122 290 -226 200 -220 64C-214 -66 -134 -122 -116 -186C-96 -258 -62 -318 0 -318Z'

export const hassAvocados = (pen: Pen): string =>
  group([
    castShadow(pen, 800, 958, 240),
    half(pen, { x: 802, y: 660, scale: 0.98, turn: 14 }, false),
    castShadow(pen, 450, 1010, 250),
    half(pen, { x: 430, y: 690, scale: 1.1, turn: -9 }, true),
  ])

const half = (pen: Pen, at: Placement, withStone: boolean): string =>
  place(
    group([
      dropShadow(pen, outline, { x: 16, y: 14 }),
      place(solid(pen, outline, skin, { depth: 40, rim: 0.45, markings: group(bumps(pen)) }), { x: 9, y: 7 }),
      path(outline, { fill: '#7fae3a', transform: 'scale(.935)' }),
      path(outline, {
        fill: pen.radial('#fdf3b4, #eee994 55%, #cfdc72 82%, #a5c651', [0.5, 0.6], 0.62),
        transform: 'scale(.905)',
      }),
      gloss(
        pen,
        'M-130 -60C-100 -120 -76 -150 -66 -196C-50 -230 -20 -240 -6 -220C-40 -150 -60 -80 -110 -10Z',
        0.4,
        14,
      ),
      withStone ? pit(pen) : hollow(pen),
    ]),
    at,
  )

const pit = (pen: Pen): string =>
  group([
    circle(0, 90, 124, { fill: '#b9a94e', opacity: 0.8, filter: pen.blur(8) }),
    solid(
      pen,
      'M0 -30C76 -30 116 30 114 96C112 164 64 204 0 204C-64 204 -112 164 -114 96C-116 30 -76 -30 0 -30Z',
      stone,
      { depth: 36 },
    ),
    gloss(pen, 'M-70 40C-56 2 -16 -6 0 0C-30 16 -50 40 -54 74Z', 0.7, 6),
  ])

const hollow = (pen: Pen): string =>
  group([
    circle(0, 90, 118, {
      fill: pen.radial('#a48f35, #cdbb5c 60%, #efe79b', [0.36, 0.26], 0.8),
    }),
    path('M-92 150A110 110 0 0 0 100 138A130 130 0 0 1 -92 150Z', {
      fill: '#fffbd0',
      opacity: 0.9,
      filter: pen.blur(5),
    }),
  ])

const bumps = (pen: Pen): string[] =>
  Array.from({ length: 160 }, () =>
    circle(pen.random.between(-230, 230), pen.random.between(-320, 300), pen.random.between(3, 8), {
      fill: '#7d8c52',
      opacity: 0.5,
    }),
  )
