import { smooth } from '../curves.ts'
import { circle, group, path, stroke } from '../element.ts'
import type { Pen, Point } from '../pen.ts'
import { points } from '../points.ts'
import { dropShadow, gloss, solid, type Tones } from '../shade.ts'
import { board } from '../shapes/board.ts'
import { rosemary } from '../shapes/herbs.ts'

const fat: Tones = { light: '#fffaf0', base: '#f6e4cc', dark: '#c9a27c' }
const meat: Tones = { light: '#ea5a58', base: '#c0272f', dark: '#7a0d1a' }
const outer: Point[] = points(
  '190 660, 230 520, 350 420, 520 380, 700 400, 860 440, 980 520, 1020 640, 980 760, 870 830, 720 830, 600 862, 440 880, 300 830, 210 760',
)
const eye: Point[] = points(
  '240 650, 280 540, 390 460, 520 430, 640 450, 690 530, 670 640, 640 740, 560 800, 440 820, 320 780, 256 720',
)
const cap: Point[] = points(
  '740 470, 850 490, 940 560, 970 650, 930 740, 840 780, 730 780, 690 740, 720 640, 740 550',
)

export const ribeyeSteak = (pen: Pen): string => {
  const edge = smooth(outer)
  return group([
    board(pen, 760, 1030, 530),
    dropShadow(pen, edge, { x: 10, y: 70, deviation: 22, opacity: 0.5 }),
    group([solid(pen, edge, { light: '#e9c9a8', base: '#c98f78', dark: '#7a2f2a' }, { depth: 40 })], {
      transform: 'translate(4 52)',
    }),
    solid(pen, edge, fat, { depth: 30, rim: 0.6, shade: 0.5 }),
    muscle(pen, smooth(eye), [240, 430, 450, 400], 34),
    muscle(pen, smooth(cap), [690, 470, 290, 320], 20),
    gloss(pen, 'M320 560C370 490 450 456 530 456C460 490 390 550 366 620C336 640 306 600 320 560Z', 0.35, 14),
    rosemary(pen, { x: 560, y: 960, turn: -8, scale: 1.15 }),
    ...Array.from({ length: 9 }, (_, i) =>
      peppercorn(pen, 250 + i * 32 + pen.random.between(-10, 10), 960 + pen.random.between(-30, 40)),
    ),
  ])
}

const muscle = (
  pen: Pen,
  d: string,
  [x, y, w, h]: [number, number, number, number],
  count: number,
): string => {
  const fibres = Array.from({ length: count * 3 }, () => {
    const [px, py] = [x + pen.random.next() * w, y + pen.random.next() * h]
    return stroke(
      `M${px} ${py}l${pen.random.between(-30, 30)} ${pen.random.between(10, 40)}`,
      pen.random.pick(['#8c1220', '#e8686a']),
      5,
      { opacity: 0.3 },
    )
  })
  const marbling = Array.from({ length: count }, () => {
    const [px, py] = [x + pen.random.next() * w, y + pen.random.next() * h]
    const [dx, dy] = [pen.random.between(-60, 60), pen.random.between(-40, 60)]
    return stroke(
      `M${px} ${py}q${dx * 0.2 + 20} ${dy * 0.5 - 14} ${dx} ${dy}q${dx * 0.3 - 10} ${dy * 0.2 + 10} ${dx * 0.6} ${dy * 0.5}`,
      '#ffe9dc',
      pen.random.between(2.5, 8),
      { opacity: 0.85 },
    )
  })
  return group([
    path(d, { fill: '#e8b9a0', opacity: 0.9, filter: pen.blur(6) }),
    solid(pen, d, meat, { depth: 34, rim: 0.25, shade: 0.5, markings: group([...fibres, ...marbling]) }),
  ])
}

const peppercorn = (pen: Pen, x: number, y: number): string =>
  circle(x + 3, y + 6, 13, { fill: '#2a1606', opacity: 0.4 }) +
  circle(x, y, 12, { fill: pen.radial('#8a7260, #2a1c14') })
