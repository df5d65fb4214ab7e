import { group, path, place, rect } from '../element.ts'
import type { Pen, Point } from '../pen.ts'
import { points } from '../points.ts'
import { solid, type Tones } from '../shade.ts'
import { offset, tube } from '../tube.ts'

const tones: Tones = { light: '#d08a48', base: '#a9602a', dark: '#4d1f08' }

// From the end that rests on the right of the belly, over the left loop, round to the other end.
const spine: Point[] = points(
  '806 804, 700 680, 606 560, 556 450, 490 330, 390 282, 286 334, 212 440, 200 600, 300 780, 460 880, 600 906, 740 880, 900 780, 1000 600, 988 440, 914 334, 810 282, 710 330, 644 450, 594 560, 500 680, 394 804',
)
const half = [40, 46, 48, 50, 53, 55, 56, 58, 64, 74, 90]
const radii = [...half, 98, ...[...half].reverse()]

export const bavarianSoftPretzel = (pen: Pen): string =>
  group([
    path(tube(spine, radii, 90), {
      fill: '#3a2410',
      opacity: 0.4,
      filter: pen.blur(26),
      transform: 'translate(24 44)',
    }),
    rope(pen, spine, radii, split(pen)),
    shadow(pen, spine.slice(0, 4), radii.slice(0, 4)),
    arm(pen, spine.slice(0, 7), radii.slice(0, 7)),
    shadow(pen, spine.slice(-4), radii.slice(-4)),
    arm(pen, spine.slice(-7), radii.slice(-7)),
    ...salt(pen, 110),
  ])

/** One end once more, above what it crosses; cut off where nothing overlaps, so that no seam shows. */
const arm = (pen: Pen, part: Point[], widths: number[]): string =>
  group([rope(pen, part, widths)], { 'clip-path': pen.clip('M340 392H860V900H340Z') })

const rope = (pen: Pen, part: Point[], widths: number[], markings = ''): string => {
  const d = tube(part, widths, part.length * 6)
  return solid(pen, d, tones, { depth: 46, rim: 0.3, shade: 0.75, markings, fill: tones.base })
}

const shadow = (pen: Pen, part: Point[], widths: number[]): string =>
  path(tube(part, widths), {
    fill: '#2b1004',
    opacity: 0.5,
    filter: pen.blur(10),
    transform: 'translate(4 10)',
  })

/** The pale burst along the thick part. */
const split = (pen: Pen): string =>
  path('M420 880C500 842 700 842 780 880C700 930 500 930 420 880Z', {
    fill: '#5a2408',
    filter: pen.blur(6),
  }) +
  path('M446 882C520 856 680 856 754 882C680 914 520 914 446 882Z', { fill: '#f6d79c' }) +
  path('M480 886C540 872 660 872 720 886C660 900 540 900 480 886Z', { fill: '#fff0cc', filter: pen.blur(4) })

const salt = (pen: Pen, count: number): string[] =>
  Array.from({ length: count }, () => {
    const t = pen.random.between(0.04, 0.96)
    const r = radii[Math.round(t * (radii.length - 1))] ?? 50
    const [x, y] = offset(spine, t, pen.random.between(-0.6, 0.6) * r)
    const size = pen.random.between(9, 17)
    const box = { rx: 3 }
    return place(
      rect(-size / 2 + 3, -size / 2 + 4, size, size * 0.8, { ...box, fill: '#2b1004', opacity: 0.5 }) +
        rect(-size / 2, -size / 2, size, size * 0.8, { ...box, fill: '#dfe4ea' }) +
        rect(-size / 2, -size / 2, size * 0.8, size * 0.5, { ...box, fill: '#ffffff' }),
      { x, y, turn: pen.random.between(0, 90) },
    )
  })
