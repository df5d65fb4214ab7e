import { circle, group, path, stroke } from '../element.ts'
import { lettering } from '../lettering.ts'
import type { Pen } from '../pen.ts'
import { type CartonColours, carton } from '../shapes/carton.ts'
import { wheat } from '../shapes/emblems.ts'
import { drum } from '../shapes/vessel.ts'

const colours: CartonColours = {
  front: '#f3ead8',
  frontDark: '#dcc9a8',
  side: '#3f7f78',
  sideDark: '#1f4f4c',
}

export const baristaOatDrink = (pen: Pen): string => carton(pen, 240, colours, art(pen), top(pen))

/** Slanted lid of the carton with its screw cap. */
const top = (pen: Pen): string =>
  group([
    path('M330 240L490 178L890 220L730 266Z', {
      fill: pen.linear('#fffaf0, #e3d3b4', [0, 0], [1, 1]),
      stroke: '#fffdf6',
      'stroke-width': 4,
      'stroke-linejoin': 'round',
    }),
    drum(pen, [612, 150, 76], 58, { light: '#6fb5ac', base: '#2f736c', dark: '#153f3c' }, 0, 0.24),
    ...Array.from({ length: 13 }, (_, i) =>
      stroke(`M${548 + i * 10.6} ${170 + Math.sin((i / 12) * Math.PI) * 16}v28`, '#153f3c', 3, {
        opacity: 0.5,
      }),
    ),
  ])

const art = (pen: Pen): string =>
  group([
    path('M0 0H400V150Q200 200 0 150Z', { fill: '#2f736c' }),
    lettering('BARISTA', { x: 200, y: 52, size: 46, colour: '#fff6e2', weight: 2, spacing: 3.4 }),
    lettering('OAT', { x: 200, y: 222, size: 130, colour: '#2f736c', weight: 2.4, fit: 320 }),
    lettering('DRINK', { x: 200, y: 372, size: 42, colour: '#b3752c', weight: 1.8, spacing: 5 }),
    circle(200, 590, 118, { fill: '#fffaf0' }),
    circle(200, 590, 104, { fill: pen.radial('#c98b52, #8a5426') }),
    latte(),
    wheat('#c28a3c', { x: 52, y: 740, scale: 0.72, turn: -6 }),
    wheat('#c28a3c', { x: 352, y: 740, scale: 0.72, turn: 6 }),
  ])

/** The leaf that a barista pours into the foam. */
const latte = (): string =>
  [0, 1, 2, 3]
    .map((i) => {
      const [y, w] = [544 + i * 30, [34, 56, 62, 46][i] ?? 40]
      return path(
        `M200 ${y + 22}C${200 - w * 0.4} ${y - 6} ${200 - w} ${y - 2} ${200 - w} ${y + 14}C${200 - w} ${y + 30} ${200 - w * 0.3} ${y + 36} 200 ${y + 40}C${200 + w * 0.3} ${y + 36} ${200 + w} ${y + 30} ${200 + w} ${y + 14}C${200 + w} ${y - 2} ${200 + w * 0.4} ${y - 6} 200 ${y + 22}Z`,
        { fill: '#fff4de' },
      )
    })
    .join('') + stroke('M200 520V676', '#8a5426', 5)
