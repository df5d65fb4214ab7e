import { smooth } from '../curves.ts'
import { circle, ellipse, group, path, place } from '../element.ts'
import type { Pen, Point } from '../pen.ts'
import { castShadow, gloss, solid, type Tones } from '../shade.ts'

type Flavour = { shell: Tones; filling: string }

const pistachio: Flavour = {
  shell: { light: '#dff0b0', base: '#b0d06c', dark: '#6b8f34' },
  filling: '#f6fbe0',
}
const raspberry: Flavour = {
  shell: { light: '#ffb3c8', base: '#ee6e96', dark: '#a8305c' },
  filling: '#c41f4a',
}
const lemon: Flavour = { shell: { light: '#fff6b8', base: '#fbdc62', dark: '#c99a1e' }, filling: '#fffbe0' }
const chocolate: Flavour = {
  shell: { light: '#b98562', base: '#7d4a2c', dark: '#3f1f0e' },
  filling: '#2f1508',
}
const lavender: Flavour = {
  shell: { light: '#e3d4fb', base: '#b69ae6', dark: '#6f52a8' },
  filling: '#faf4ff',
}
const apricot: Flavour = { shell: { light: '#ffd7a8', base: '#fba45c', dark: '#bd6220' }, filling: '#fff3df' }

export const assortedMacarons = (pen: Pen): string =>
  group([
    castShadow(pen, 600, 992, 470, 56),
    ...[
      { flavour: lavender, x: 270, y: 890 },
      { flavour: chocolate, x: 930, y: 890 },
      { flavour: pistachio, x: 600, y: 910 },
      { flavour: lemon, x: 424, y: 690 },
      { flavour: raspberry, x: 770, y: 692 },
      { flavour: apricot, x: 598, y: 490 },
    ].map(({ flavour, x, y }) => macaron(pen, flavour, x, y, pen.random.between(-5, 5))),
  ])

const cap =
  'M-176 -26C-176 -104 -100 -132 0 -132C100 -132 176 -104 176 -26C176 -6 90 2 0 2C-90 2 -176 -6 -176 -26Z'
const base = 'M-170 40C-120 58 120 58 170 40C180 74 120 112 0 112C-120 112 -180 74 -170 40Z'

const macaron = (pen: Pen, { shell, filling }: Flavour, x: number, y: number, turn: number): string =>
  place(
    group([
      ellipse(10, 98, 172, 40, { fill: '#2b0f18', opacity: 0.35, filter: pen.blur(14) }),
      solid(pen, base, shell, { depth: 30, rim: 0.25 }),
      foot(pen, shell, 40, 1),
      path('M-158 -4C-150 50 150 50 158 -4Q164 20 152 36Q0 66 -152 36Q-164 20 -158 -4Z', { fill: filling }),
      path('M-158 2Q0 40 158 2V16Q0 54 -158 16Z', { fill: '#000', opacity: 0.16, filter: pen.blur(5) }),
      foot(pen, shell, -16, -1),
      solid(pen, cap, shell, { depth: 42, rim: 0.45, markings: speckle(pen, shell) }),
      gloss(
        pen,
        'M-132 -60C-116 -100 -60 -114 -10 -114C-60 -100 -100 -76 -112 -44C-126 -40 -136 -46 -132 -60Z',
        0.6,
        8,
      ),
    ]),
    { x, y, turn },
  )

/** The frilly rim that marks a well baked shell. */
const foot = (pen: Pen, shell: Tones, y: number, side: 1 | -1): string => {
  const upper: Point[] = Array.from({ length: 27 }, (_, i) => {
    const t = (i / 26) * 2 - 1
    return [t * 176, y + (1 - t * t) * 16 - 12 * side * 0.4 + pen.random.between(-4, 4)]
  })
  const lower: Point[] = upper.map(([px, py]): Point => [px, py + 22 + pen.random.between(-5, 5)]).reverse()
  const d = smooth([...upper, ...lower], true, 5)
  const pores = Array.from({ length: 30 }, (_, i) =>
    circle(-166 + i * 11.4, y + 12 + (1 - ((i - 15) / 15) ** 2) * 16, pen.random.between(2, 5), {
      fill: shell.dark,
      opacity: 0.4,
    }),
  )
  return group([path(d, { fill: shell.base }), path(d, { fill: shell.dark, opacity: 0.22 }), ...pores])
}

const speckle = (pen: Pen, shell: Tones): string =>
  group(
    Array.from({ length: 40 }, () =>
      circle(pen.random.between(-170, 170), pen.random.between(-130, 0), pen.random.between(1, 2.6), {
        fill: shell.dark,
        opacity: 0.4,
      }),
    ),
  )
