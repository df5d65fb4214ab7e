import { group, path, stroke } from '../element.ts'
import type { Pen } from '../pen.ts'
import { castShadow, gloss, solid, type Tones } from '../shade.ts'

/** A sealed pouch that bulges with its contents: chips, coffee. `art` is cut to the bag. */
export const pouch = (
  pen: Pen,
  d: string,
  tones: Tones,
  art: string,
  seal: { top: number; left: number; right: number },
): string => {
  const { top, left, right } = seal
  const teeth = Array.from(
    { length: Math.round((right - left) / 22) },
    (_, i) => `L${left + i * 22 + 11} ${top - 12}L${left + (i + 1) * 22} ${top}`,
  )
  const last = left + teeth.length * 22
  return group([
    castShadow(pen, 600, 980, 290, 46),
    solid(pen, d, tones, { depth: 60, rim: 0.4, markings: art + folds(pen) }),
    path(`M${left} ${top}${teeth.join('')}V${top + 58}H${left}Z`, {
      fill: pen.linear(`${tones.base}, ${tones.light} 30%, ${tones.dark}`, [0, 0], [1, 0]),
    }),
    ...[16, 28, 40].map((y) => stroke(`M${left + 6} ${top + y}H${last - 6}`, '#fff', 3.5, { opacity: 0.45 })),
    stroke(`M${left} ${top + 58}H${last}`, '#000', 4, { opacity: 0.22 }),
  ])
}

const folds = (pen: Pen): string =>
  [
    'M420 190C410 250 400 300 380 350',
    'M520 190C520 230 516 260 508 300',
    'M690 190C696 240 704 280 716 320',
    'M780 190C790 250 800 300 816 350',
    'M400 960C420 900 420 860 410 820',
    'M790 960C776 900 776 860 784 820',
  ]
    .map(
      (d) =>
        stroke(d, '#000', 14, { opacity: 0.22, filter: pen.blur(7) }) +
        stroke(d, '#fff', 8, { opacity: 0.4, filter: pen.blur(4), transform: 'translate(-12 0)' }),
    )
    .join('') + gloss(pen, 'M372 360C352 480 350 640 366 800C390 700 392 500 400 380Z', 0.35, 12)
