import { group, path, stroke } from '../element.ts'
import type { Pen, Point } from '../pen.ts'
import { points } from '../points.ts'
import { castShadow, glint, solid, type Tones } from '../shade.ts'
import { along, offset, tube } from '../tube.ts'

const tones: Tones = { light: '#fff08c', base: '#fbd22f', dark: '#dd9d10' }
const radii = [15, 24, 56, 68, 72, 72, 68, 58, 36, 15]

export const bananas = (pen: Pen): string =>
  group([
    castShadow(pen, 560, 985, 400, 66),
    ...hands.map((spine) => banana(pen, spine)),
    path('M742 232C790 214 838 236 842 284C836 330 800 372 752 372C716 352 714 268 742 232Z', {
      fill: pen.linear('#6b5a22, #a9a23a 40%, #d8bf38'),
    }),
    path('M742 232C766 214 824 220 838 262C806 252 770 246 742 232Z', { fill: '#463716' }),
  ])

// Back to front, each from the crown to the tip.
const hands: Point[][] = [
  points('796 282, 926 470, 962 690, 862 880, 760 950'),
  points('790 290, 846 500, 838 700, 712 880, 580 952'),
  points('776 292, 764 506, 708 706, 560 866, 410 930'),
  points('762 286, 690 486, 596 658, 440 784, 276 832'),
  points('752 270, 640 430, 524 556, 368 640, 206 654'),
]

const banana = (pen: Pen, spine: Point[]): string => {
  const d = tube(spine, radii, 30)
  const [tipX, tipY] = offset(spine, 1, 0)
  const markings = group([
    path(d, {
      fill: pen.linear('#a8bd3c /0.8, #cfc83a 16% /0.2, #fbd22f 40% /0', [0.8, 0], [0.3, 1]),
    }),
    stroke(along(spine, radii, -0.2, 0.12, 0.96), '#b77f0c', 5, { opacity: 0.5 }),
    stroke(along(spine, radii, -0.32, 0.12, 0.96), '#fff3a6', 9, { opacity: 0.55, filter: pen.blur(3) }),
    stroke(along(spine, radii, 0.6, 0.1, 0.96), '#c58d10', 26, { opacity: 0.28, filter: pen.blur(8) }),
    ...freckles(pen, spine),
    path(`M${tipX - 26} ${tipY - 26}h52v52h-52Z`, { fill: '#4d3a16', filter: pen.blur(6) }),
  ])
  return group([
    path(d, { fill: '#6b4304', opacity: 0.35, filter: pen.blur(12), transform: 'translate(6 14)' }),
    solid(pen, d, tones, { depth: 40, rim: 0.25, shade: 0.42, markings }),
    glint(pen, along(spine, radii, 0.1, 0.3, 0.62), 12, 0.45, 6),
  ])
}

const freckles = (pen: Pen, spine: Point[]): string[] =>
  Array.from({ length: 9 }, () => {
    const t = pen.random.between(0.3, 0.9)
    const shift = pen.random.between(-0.6, 0.5)
    return stroke(along(spine, radii, shift, t, t + 0.014), '#8a5a16', pen.random.between(2, 4.5), {
      opacity: 0.5,
    })
  })
