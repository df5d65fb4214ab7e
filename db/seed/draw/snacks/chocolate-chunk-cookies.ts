import { ring, smooth } from '../curves.ts'
import { ellipse, group, path, place } from '../element.ts'
import type { Pen, Point } from '../pen.ts'
import { castShadow, dropShadow, solid } from '../shade.ts'
import { crumbs, golden, mottle } from '../shapes/crust.ts'

export const chocolateChunkCookies = (pen: Pen): string =>
  group([
    castShadow(pen, 500, 990, 330, 50),
    ...[0, 1, 2, 3].map((i) => stacked(pen, 500 + ([0, 14, -10, 8][i] ?? 0), 890 - i * 96)),
    castShadow(pen, 860, 1010, 180, 30),
    place(leaning(pen), { x: 858, y: 800, turn: 8 }),
    crumbs(
      pen,
      [
        [250, 1040, 13],
        [310, 1056, 8],
        [610, 1060, 10],
        [1020, 1052, 9],
      ],
      '#c98a45',
    ),
  ])

/** A cookie in the pile: its thick side and its top. */
const stacked = (pen: Pen, x: number, y: number): string => {
  const wobble = Array.from({ length: 16 }, () => pen.random.between(0.97, 1.03))
  const top = smooth(ring([x, y], [300, 106], 16, (i) => wobble[i] ?? 1))
  const side = `M${x - 300} ${y}C${x - 306} ${y + 60} ${x - 250} ${y + 150} ${x} ${y + 156}C${x + 250} ${y + 150} ${x + 306} ${y + 60} ${x + 300} ${y}Z`
  const box: [number, number, number, number] = [x - 300, y - 100, 600, 260]
  return group([
    path(side, { fill: '#2b1206', opacity: 0.5, filter: pen.blur(10), transform: 'translate(4 12)' }),
    solid(pen, side, golden, {
      depth: 40,
      rim: 0.2,
      markings: mottle(pen, box, 24, ['#a9641f', '#f6d08a']) + sideChunks(pen, x, y),
    }),
    solid(pen, top, golden, {
      depth: 34,
      rim: 0.4,
      shade: 0.4,
      markings: mottle(pen, box, 30, ['#fbdc9c', '#a9641f']),
    }),
    ...Array.from({ length: 8 }, (_, i) => {
      const angle = (i / 8) * Math.PI * 2 + pen.random.between(-0.3, 0.3)
      const reach = pen.random.between(0.3, 0.8)
      return chunk(
        pen,
        x + Math.cos(angle) * 280 * reach,
        y + Math.sin(angle) * 90 * reach,
        pen.random.between(22, 34),
        0.55,
      )
    }),
  ])
}

const sideChunks = (pen: Pen, x: number, y: number): string =>
  [-190, -70, 60, 190]
    .map((dx) =>
      ellipse(
        x + dx + pen.random.between(-20, 20),
        y + 118 - Math.abs(dx) * 0.12,
        pen.random.between(16, 30),
        12,
        { fill: '#3b1c0c' },
      ),
    )
    .join('')

const leaning = (pen: Pen): string => {
  const wobble = Array.from({ length: 18 }, () => pen.random.between(0.96, 1.04))
  const face = smooth(ring([0, 0], [212, 208], 18, (i) => wobble[i] ?? 1))
  const spots: [number, number, number][] = [
    [-90, -90, 44],
    [60, -110, 38],
    [120, 10, 46],
    [-20, -10, 50],
    [-120, 50, 40],
    [40, 100, 44],
    [-50, 136, 30],
    [-10, -160, 24],
    [150, -80, 22],
  ]
  return group([
    dropShadow(pen, face, { x: 18, y: 12 }),
    place(path(face, { fill: '#7d3f12' }), { x: 16, y: 6 }),
    solid(pen, face, golden, {
      depth: 50,
      rim: 0.35,
      markings: mottle(pen, [-210, -210, 420, 420], 46, ['#fbdc9c', '#a9641f', '#8c4a16']),
    }),
    ...spots.map(([x, y, r]) => chunk(pen, x, y, r, 0.9)),
  ])
}

const chunk = (pen: Pen, x: number, y: number, r: number, flat: number): string => {
  const corners = Array.from({ length: 6 }, (_, i): Point => {
    const angle = (i / 6) * Math.PI * 2
    const reach = r * pen.random.between(0.75, 1.1)
    return [x + Math.cos(angle) * reach, y + Math.sin(angle) * reach * flat]
  })
  const d = smooth(corners, true, 9)
  return group([
    path(d, { fill: '#6b3510', opacity: 0.6, filter: pen.blur(4), transform: 'translate(0 4)' }),
    path(d, {
      fill: pen.linear('#6a3a20, #2a1006', [0.2, 0], [0.8, 1]),
    }),
    ellipse(x - r * 0.3, y - r * 0.36 * flat, r * 0.34, r * 0.14 * flat, { fill: '#d9a27a', opacity: 0.6 }),
  ])
}
