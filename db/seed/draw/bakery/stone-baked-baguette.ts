import { group, path } from '../element.ts'
import type { Pen, Point } from '../pen.ts'
import { points } from '../points.ts'
import { glint, solid } from '../shade.ts'
import { board } from '../shapes/board.ts'
import { crumbs, flour, golden, mottle, slash } from '../shapes/crust.ts'
import { along, offset, tube } from '../tube.ts'

const radii = [34, 74, 92, 98, 100, 98, 92, 74, 34]

export const stoneBakedBaguette = (pen: Pen): string =>
  group([
    board(pen, 850, 1030, 520),
    baguette(pen, points('250 840, 480 660, 740 450, 960 240')),
    baguette(pen, points('210 930, 480 850, 760 740, 1030 590')),
    crumbs(
      pen,
      [
        [300, 1000, 12],
        [352, 1014, 7],
        [880, 960, 10],
        [930, 980, 7],
        [700, 1004, 8],
      ],
      '#d99c50',
    ),
  ])

const baguette = (pen: Pen, spine: Point[]): string => {
  const d = tube(spine, radii, 30)
  const box: [number, number, number, number] = [140, 140, 960, 860]
  const cuts = [0.14, 0.31, 0.48, 0.65, 0.82].map((t) => {
    const [x1, y1] = offset(spine, t - 0.075, 46)
    const [x2, y2] = offset(spine, t + 0.085, -52)
    const [mx, my] = offset(spine, t + 0.01, -14)
    return slash(pen, `M${x1} ${y1}Q${mx} ${my} ${x2} ${y2}`, 38)
  })
  const markings = group([
    mottle(pen, box, 120, ['#f7d08a', '#8c4a16', '#e8a850']),
    flour(pen, box, 500, 0.35),
    ...cuts,
  ])
  return group([
    path(d, { fill: '#2c1608', opacity: 0.45, filter: pen.blur(18), transform: 'translate(8 26)' }),
    solid(pen, d, golden, { depth: 66, rim: 0.25, shade: 0.7, markings }),
    glint(pen, along(spine, radii, -0.62, 0.12, 0.85), 14, 0.28, 8),
  ])
}
