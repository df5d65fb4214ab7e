import { oval } from '../curves.ts'
import { ellipse, group, path, place } from '../element.ts'
import type { Pen } from '../pen.ts'
import { castShadow, gloss, solid } from '../shade.ts'
import { board } from '../shapes/board.ts'
import { golden, mottle } from '../shapes/crust.ts'

export const sesameBagels = (pen: Pen): string =>
  group([
    board(pen, 880, 1030, 500),
    castShadow(pen, 640, 960, 380, 46),
    lying(pen),
    castShadow(pen, 470, 1000, 220, 30),
    place(standing(pen), { x: 470, y: 680, turn: -8 }),
  ])

const hole = 'M-92 0a92 84 0 1 0 184 0a92 84 0 1 0 -184 0Z'

const standing = (pen: Pen): string =>
  group([
    path(oval(0, 0, 330, 318) + hole, {
      fill: '#3d1d06',
      opacity: 0.35,
      filter: pen.blur(12),
      transform: 'translate(12 10)',
    }),
    solid(pen, oval(0, 0, 322, 312) + hole, golden, {
      depth: 82,
      rim: 0.25,
      markings: mottle(pen, [-320, -310, 640, 620], 60, ['#f8d796', '#9a5216', '#e3a04a']),
    }),
    gloss(
      pen,
      'M-250 -60C-240 -160 -150 -236 -50 -246C-130 -200 -190 -130 -200 -40C-226 -20 -252 -30 -250 -60Z',
      0.32,
      14,
    ),
    ...seeds(pen, 150, ([u, v]) => {
      const distance = 118 + u * 176
      return [Math.cos(v) * distance, Math.sin(v) * distance * 0.97]
    }),
  ])

const lying = (pen: Pen): string =>
  group([
    solid(
      pen,
      'M500 836C500 740 620 690 770 690C920 690 1040 740 1040 836C1040 930 930 966 770 966C610 966 500 930 500 836Z',
      golden,
      {
        depth: 66,
        rim: 0.25,
        markings: mottle(pen, [500, 690, 540, 280], 40, ['#f8d796', '#9a5216', '#e3a04a']),
      },
    ),
    ellipse(800, 764, 70, 22, { fill: '#5d2c0c', opacity: 0.85 }),
    ellipse(804, 770, 58, 15, { fill: '#3a1a06', opacity: 0.7 }),
    ...seeds(pen, 90, ([u, v]) => {
      const [x, y] = [Math.cos(v), Math.sin(v)]
      return [784 + x * (96 + u * 128), 776 + y * (36 + u * 56) + (y > 0 ? u * 40 : 0)]
    }),
  ])

const seeds = (pen: Pen, count: number, at: (uv: [number, number]) => [number, number]): string[] =>
  Array.from({ length: count }, () => {
    const [x, y] = at([pen.random.next(), pen.random.between(0, Math.PI * 2)])
    const seed = 'M-13 0C-9 -8 6 -9 13 0C6 9 -9 8 -13 0Z'
    return place(
      path(seed, { fill: '#4a2408', opacity: 0.5, transform: 'translate(2 4)' }) +
        path(seed, { fill: pen.random.pick(['#fff3d2', '#fbe6b6', '#fdf8e6']) }),
      { x, y, turn: pen.random.between(0, 180), scale: pen.random.between(0.8, 1.1) },
    )
  })
