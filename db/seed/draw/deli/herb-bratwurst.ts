import { circle, group, path, stroke } from '../element.ts'
import type { Pen, Point } from '../pen.ts'
import { points } from '../points.ts'
import { glint, solid, type Tones } from '../shade.ts'
import { board } from '../shapes/board.ts'
import { rosemary } from '../shapes/herbs.ts'
import { along, offset, tube } from '../tube.ts'

const tones: Tones = { light: '#eab078', base: '#bf7038', dark: '#6b2d10' }
const radii = [40, 76, 88, 92, 92, 88, 76, 40]

// Two side by side on the board, the third on top of them.
const [back, front, top]: [Point[], Point[], Point[]] = [
  points('270 786, 440 750, 730 746, 930 786'),
  points('236 876, 450 908, 740 906, 960 858'),
  points('280 690, 470 640, 730 640, 906 700'),
]

export const herbBratwurst = (pen: Pen): string =>
  group([
    board(pen, 740, 1040, 540),
    link(pen, back),
    twist('M930 786C1000 780 1010 850 960 858'),
    link(pen, front),
    twist('M236 876C170 860 160 720 280 690'),
    link(pen, top),
    twist('M906 700C940 706 956 690 978 694'),
    rosemary(pen, { x: 250, y: 1010, turn: -3, scale: 0.95 }),
    mustard(pen),
  ])

const twist = (d: string): string => stroke(d, '#7a3a1a', 24) + stroke(d, '#d0905c', 13)

const link = (pen: Pen, spine: Point[]): string => {
  const d = tube(spine, radii, 30)
  const herbs = Array.from({ length: 110 }, () => {
    const [x, y] = [pen.random.between(200, 1010), pen.random.between(330, 960)]
    return circle(x, y, pen.random.between(2, 5.5), {
      fill: pen.random.pick(['#4f6b2a', '#35511c', '#fbdcb8', '#7a3a1a']),
      opacity: 0.6,
    })
  })
  return group([
    path(d, { fill: '#2b1206', opacity: 0.5, filter: pen.blur(16), transform: 'translate(6 28)' }),
    solid(pen, d, tones, {
      depth: 60,
      rim: 0.3,
      shade: 0.65,
      markings: group([...herbs, ...grill(pen, spine)]),
    }),
    glint(pen, along(spine, radii, -0.5, 0.12, 0.8), 17, 0.55, 7),
    stroke(along(spine, radii, 0.78, 0.2, 0.85), '#ffd9c2', 8, { opacity: 0.35, filter: pen.blur(5) }),
  ])
}

/** Dark bars from the grill. */
const grill = (pen: Pen, spine: Point[]): string[] =>
  [0.16, 0.33, 0.5, 0.67, 0.84].map((t) => {
    const [[x1, y1], [mx, my], [x2, y2]] = [
      offset(spine, t - 0.05, -100),
      offset(spine, t + 0.02, -10),
      offset(spine, t + 0.04, 60),
    ]
    return stroke(`M${x1} ${y1}Q${mx} ${my} ${x2} ${y2}`, '#3f1a08', 24, {
      opacity: 0.62,
      filter: pen.blur(4),
    })
  })

const mustard = (pen: Pen): string =>
  group(
    [
      path(
        'M800 960C800 930 860 910 920 912C990 914 1030 940 1020 972C1010 1004 950 1012 900 1010C840 1008 800 990 800 960Z',
        { fill: '#7a4a08', opacity: 0.4, filter: pen.blur(8), transform: 'translate(4 10)' },
      ),
      solid(
        pen,
        'M800 960C800 930 860 910 920 912C990 914 1030 940 1020 972C1010 1004 950 1012 900 1010C840 1008 800 990 800 960Z',
        { light: '#ffe27a', base: '#e8b422', dark: '#a8760a' },
        {
          depth: 26,
          rim: 0.5,
          markings: group(
            Array.from({ length: 46 }, () =>
              circle(pen.random.between(800, 1020), pen.random.between(912, 1010), pen.random.between(3, 6), {
                fill: pen.random.pick(['#8a5a10', '#fff0b0', '#5c3a08']),
                opacity: 0.6,
              }),
            ),
          ),
        },
      ),
    ],
    { transform: 'translate(140 196) scale(.85)' },
  )
