import { ellipse, group, type Placement, path, place, stroke } from '../element.ts'
import type { Pen } from '../pen.ts'
import { castShadow, gloss, solid, type Tones } from '../shade.ts'

const cap: Tones = { light: '#d6a777', base: '#a56f42', dark: '#5c3418' }
const stalk: Tones = { light: '#fffaf0', base: '#efe0c8', dark: '#b09472' }
const dome =
  'M-250 0C-262 -140 -150 -236 0 -236C150 -236 262 -140 250 0C246 44 180 62 0 62C-180 62 -246 44 -250 0Z'
const foot = 'M-84 20C-74 100 -92 170 -112 214C-96 256 96 256 112 214C92 170 74 100 84 20Z'

export const creminiMushrooms = (pen: Pen): string =>
  group([
    castShadow(pen, 840, 900, 110),
    mushroom(pen, { x: 842, y: 706, scale: 0.86, turn: 9 }),
    castShadow(pen, 450, 976, 150),
    mushroom(pen, { x: 446, y: 690, scale: 1.16, turn: -6 }),
    castShadow(pen, 770, 1018, 150),
    place(lying(pen), { x: 778, y: 912, scale: 0.74, turn: 8 }),
  ])

const mushroom = (pen: Pen, at: Placement): string =>
  place(
    group([
      solid(pen, foot, stalk, { depth: 40, rim: 0.4 }),
      path('M-200 30C-120 100 120 100 200 30Z', { fill: '#3d2210', opacity: 0.55, filter: pen.blur(16) }),
      path('M-238 20C-150 74 150 74 238 20C200 66 120 78 0 78C-120 78 -200 66 -238 20Z', { fill: '#7a4d2a' }),
      solid(pen, dome, cap, { depth: 66, rim: 0.3, markings: specks(pen) }),
      gloss(
        pen,
        'M-180 -60C-166 -130 -104 -180 -50 -188C-96 -146 -132 -90 -136 -34C-160 -28 -186 -36 -180 -60Z',
        0.4,
        12,
      ),
    ]),
    at,
  )

const specks = (pen: Pen): string =>
  Array.from({ length: 90 }, () =>
    ellipse(
      pen.random.between(-220, 220),
      pen.random.between(-220, 50),
      pen.random.between(4, 16),
      pen.random.between(2, 6),
      { fill: pen.random.pick(['#f1cfa2', '#6b4020']), opacity: 0.22 },
    ),
  ).join('')

/** A mushroom on its side that shows its gills. */
const lying = (pen: Pen): string =>
  group([
    solid(pen, 'M-240 0A240 200 0 1 1 240 0A240 200 0 1 1 -240 0Z', cap, { depth: 46, rim: 0.35 }),
    ellipse(16, 10, 196, 158, {
      fill: pen.radial('#5e3a20, #8d6038 60%, #c99e6c', [0.5, 0.5], 0.56),
    }),
    ...Array.from({ length: 56 }, (_, i) => {
      const angle = (i / 56) * Math.PI * 2
      const [x, y] = [Math.cos(angle), Math.sin(angle)]
      return stroke(
        `M${16 + x * 84} ${10 + y * 68}L${16 + x * 190} ${10 + y * 153}`,
        i % 2 ? '#4c2c15' : '#e3bf92',
        4,
        { opacity: 0.55 },
      )
    }),
    ellipse(26, 24, 96, 80, { fill: '#2f1a0b', opacity: 0.4, filter: pen.blur(10) }),
    place(
      solid(
        pen,
        'M-84 0A84 74 0 1 1 84 0C92 60 76 120 60 150C30 172 -40 168 -66 146C-84 110 -92 50 -84 0Z',
        stalk,
        { depth: 34 },
      ),
      { x: 10, y: 0, turn: -38 },
    ),
  ])
