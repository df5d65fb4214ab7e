import { group, path, stroke } from '../element.ts'
import type { Pen } from '../pen.ts'
import { castShadow, solid, type Tones } from '../shade.ts'

/**
 * A block-bottomed paper bag with a rolled top: front face from (320, 300) to (780, 970), a gusset to its right.
 * `art` is drawn in the picture's coordinates and cut to the front.
 */
export const paperBag = (pen: Pen, paper: Tones, art: string): string => {
  const front = 'M318 320L786 330L800 640L790 990Q560 1010 322 972L308 640Z'
  const gusset = 'M786 330L884 300L896 620L888 930L790 990L800 640Z'
  const roll = 'M310 238Q560 250 786 244L884 222L892 316Q840 340 790 350Q560 352 312 342Z'
  return group([
    castShadow(pen, 600, 974, 310, 44),
    path(gusset, {
      fill: pen.linear(`${paper.base}, ${paper.dark}, ${paper.base}`, [0, 0], [1, 0]),
    }),
    stroke('M842 320L850 620L842 956', paper.dark, 6, { opacity: 0.8 }),
    solid(pen, front, paper, {
      depth: 44,
      rim: 0.5,
      shade: 0.45,
      markings: group([...creases(pen, paper), art]),
    }),
    path('M312 340Q560 350 790 350L884 320L886 372Q820 390 790 400Q560 400 312 384Z', {
      fill: '#2a1a08',
      opacity: 0.28,
      filter: pen.blur(10),
    }),
    solid(pen, roll, paper, { depth: 26, rim: 0.6, shade: 0.6 }),
    stroke('M312 288Q560 300 786 294L888 268', paper.dark, 4, { opacity: 0.6 }),
  ])
}

const creases = (pen: Pen, paper: Tones): string[] =>
  [
    'M330 420L420 520M340 900L430 820',
    'M780 430L700 520L730 600',
    'M780 920L690 850',
    'M320 640L380 660',
  ].map(
    (d) =>
      stroke(d, paper.dark, 9, { opacity: 0.4, filter: pen.blur(4) }) +
      stroke(d, '#fff', 5, { opacity: 0.5, filter: pen.blur(2), transform: 'translate(-6 -4)' }),
  )
