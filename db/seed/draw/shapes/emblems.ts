import { circle, ellipse, group, type Placement, path, place, stroke } from '../element.ts'
import type { Pen } from '../pen.ts'
import { leaf } from './leaf.ts'

/** An ear of wheat, 300 high, standing on the placement. */
export const wheat = (colour: string, at: Placement): string => {
  const grain = 'M0 0C14 -10 16 -40 0 -58C-16 -40 -14 -10 0 0Z'
  const pairs = [0, 1, 2, 3, 4].flatMap((i) => [
    place(path(grain, { fill: colour }), { x: 4, y: -100 - i * 38, turn: 34 }),
    place(path(grain, { fill: colour }), { x: -4, y: -100 - i * 38, turn: -34 }),
  ])
  return place(
    group([
      stroke('M0 0Q6 -140 0 -290', colour, 7),
      ...pairs,
      place(path(grain, { fill: colour }), { y: -288 }),
    ]),
    at,
  )
}

/** A twig with leaves on both sides and round fruit between them. */
export const twig = (pen: Pen, at: Placement, fruit: string, count = 4): string =>
  place(
    group([
      stroke('M-150 30Q0 -30 150 -10', '#6d7d3a', 7),
      ...Array.from({ length: count }, (_, i) => {
        const x = -110 + i * (230 / (count - 1))
        return leaf(pen, 92, 22, { x, y: 10 - i * 6, turn: i % 2 ? 42 : -62 })
      }),
      ...[-60, 26, 98].map((x, i) =>
        group([
          ellipse(x, i % 2 ? -40 : 40, 24, 30, { fill: fruit }),
          ellipse(x - 8, (i % 2 ? -40 : 40) - 10, 6, 9, { fill: '#fff', opacity: 0.5 }),
        ]),
      ),
    ]),
    at,
  )

/** A plum tomato, lemon or orange as it is printed on a label. */
export const printedFruit = (
  pen: Pen,
  at: Placement,
  light: string,
  dark: string,
  rx = 60,
  ry = 56,
): string =>
  place(
    group([
      ellipse(0, 0, rx, ry, { fill: pen.radial(`${light}, ${dark}`) }),
      ellipse(-rx * 0.4, -ry * 0.42, rx * 0.2, ry * 0.12, {
        fill: '#fff',
        opacity: 0.75,
        transform: `rotate(-30 ${-rx * 0.4} ${-ry * 0.42})`,
      }),
      ...[-150, -95, -40].map((turn) => leaf(pen, rx * 0.75, rx * 0.2, { y: -ry * 0.92, turn: turn + 8 })),
    ]),
    at,
  )

export const bee = (at: Placement): string =>
  place(
    group([
      ellipse(-8, -26, 20, 32, {
        fill: '#fff',
        opacity: 0.9,
        transform: 'rotate(-28)',
        stroke: '#b98a3a',
        'stroke-width': 3,
      }),
      ellipse(14, -26, 18, 28, {
        fill: '#fff',
        opacity: 0.9,
        transform: 'rotate(20)',
        stroke: '#b98a3a',
        'stroke-width': 3,
      }),
      ellipse(0, 4, 46, 28, { fill: '#f2b01e' }),
      ...[-18, 2, 22].map((x) =>
        stroke(`M${x} ${-20 + Math.abs(x) * 0.2}V${28 - Math.abs(x) * 0.2}`, '#4a2d0c', 10),
      ),
      circle(-46, 2, 18, { fill: '#4a2d0c' }),
      stroke('M-54 -12Q-66 -30 -76 -28M-48 -14Q-54 -34 -62 -40', '#4a2d0c', 4),
    ]),
    at,
  )
