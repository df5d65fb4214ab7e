import { ring, smooth } from '../curves.ts'
import { circle, ellipse, group, path, place, stroke } from '../element.ts'
import type { Pen } from '../pen.ts'
import { castShadow, gloss, solid, type Tones } from '../shade.ts'
import { label } from '../shapes/label.ts'
import { leaf } from '../shapes/leaf.ts'
import { drum } from '../shapes/vessel.ts'

const cream: Tones = { light: '#fffdf2', base: '#fbeec2', dark: '#d9b877' }
const pink: Tones = { light: '#ffffff', base: '#fdf3ee', dark: '#d3b0b4' }

export const vanillaIceCream = (pen: Pen): string =>
  group([
    castShadow(pen, 600, 980, 280),
    drum(pen, [600, 520, 320], 450, pink, 60, 0.19),
    ellipse(600, 520, 300, 54, { fill: '#e9d3a0' }),
    scoop(pen, 730, 400, 172),
    scoop(pen, 478, 392, 190),
    path('M280 520A320 61 0 0 0 920 520L914 552A316 60 0 0 1 286 552Z', {
      fill: pen.linear('#d8b9bd, #ffffff 30%, #c39aa0', [0, 0], [1, 0]),
    }),
    label(
      pen,
      { cx: 600, r: 306, top: 620, bottom: 900, sag: 28, taper: 34 },
      {
        colour: '#5b2a3c',
        edge: '#f3cf7a',
        art: flowers(pen),
        words: [
          { text: 'VANILLA', y: 748, size: 74, colour: '#fff3d2', weight: 2.1 },
          { text: 'ICE CREAM', y: 848, size: 34, colour: '#f3cf7a', weight: 1.8 },
        ],
      },
    ),
    gloss(pen, 'M318 600Q334 620 352 624L384 940Q366 938 352 926Z', 0.35, 9),
    path('M880 590L826 960Q866 950 874 930L912 580Z', {
      fill: '#2b0a18',
      opacity: 0.25,
      filter: pen.blur(14),
    }),
    pods(pen),
  ])

const scoop = (pen: Pen, x: number, y: number, r: number): string => {
  const wobble = Array.from({ length: 22 }, (_, i) =>
    i > 6 && i < 16 ? pen.random.between(0.98, 1.14) : pen.random.between(0.98, 1.02),
  )
  const d = smooth(ring([x, y], [r, r * 0.94], 22, (i) => wobble[i] ?? 1))
  const specks = Array.from({ length: 46 }, () =>
    circle(x + pen.random.between(-r, r), y + pen.random.between(-r, r), pen.random.between(1.6, 3.4), {
      fill: '#4a2d12',
      opacity: 0.75,
    }),
  )
  const furrows = [-0.5, -0.15, 0.2, 0.5].map((t) =>
    stroke(
      `M${x - r * 0.9} ${y + r * t}Q${x} ${y + r * (t + 0.22)} ${x + r * 0.9} ${y + r * (t - 0.06)}`,
      '#d9b877',
      12,
      { opacity: 0.4, filter: pen.blur(6) },
    ),
  )
  return group([
    path(d, { fill: '#8a6428', opacity: 0.4, filter: pen.blur(12), transform: 'translate(8 12)' }),
    solid(pen, d, cream, { depth: 56, rim: 0.5, markings: group([...furrows, ...specks]) }),
  ])
}

const flowers = (pen: Pen): string =>
  [470, 600, 730]
    .map((x, i) =>
      place(
        group([
          ...[0, 72, 144, 216, 288].map((turn) =>
            leaf(pen, 46, 20, { turn }, { light: '#fffbe8', base: '#fbe6a8', dark: '#e0b95a' }),
          ),
          circle(0, 0, 9, { fill: '#e29a28' }),
        ]),
        { x, y: i === 1 ? 698 : 686, scale: i === 1 ? 0.86 : 0.68, turn: i * 20 },
      ),
    )
    .join('')

const pods = (pen: Pen): string =>
  group([
    path('M230 1052Q360 1010 480 1042', {
      fill: 'none',
      stroke: '#2a1608',
      'stroke-width': 20,
      opacity: 0.3,
      filter: pen.blur(8),
      transform: 'translate(0 12)',
    }),
    stroke('M220 1050Q340 1000 470 1034', '#3a2010', 16),
    stroke('M224 1046Q340 997 466 1030', '#8a5c34', 4),
    stroke('M260 1074Q380 1030 500 1062', '#2e1809', 15),
    stroke('M264 1070Q380 1027 496 1058', '#7a5030', 4),
  ])
