import { circle, ellipse, group, path, stroke } from '../element.ts'
import { lettering } from '../lettering.ts'
import type { Pen } from '../pen.ts'
import { rows } from '../points.ts'
import { castShadow, cylinderShade, gloss, solid, type Tones } from '../shade.ts'
import { dew } from '../shapes/dew.ts'
import { leaf } from '../shapes/leaf.ts'
import { steel } from '../shapes/lid.ts'
import { sideways } from '../shapes/vessel.ts'

const cherry: Tones = { light: '#ff6a6a', base: '#c4122f', dark: '#6a0420' }
const wall =
  'M356 250Q350 290 332 320V900Q344 950 372 976Q500 1012 628 976Q656 950 668 900V320Q650 290 644 250Z'

export const sourCherrySoda = (pen: Pen): string =>
  group([
    castShadow(pen, 500, 980, 170),
    path(wall, { fill: sideways(pen, { light: '#ff6f8f', base: '#d61f4c', dark: '#7d0a2c' }) }),
    group([print(pen)], { 'clip-path': pen.clip(wall) }),
    path('M356 250Q350 290 332 320Q500 366 668 320Q650 290 644 250Q500 284 356 250Z', {
      fill: sideways(pen, steel),
    }),
    path('M336 904Q344 950 372 976Q500 1012 628 976Q656 950 664 904Q500 950 336 904Z', {
      fill: sideways(pen, steel),
    }),
    cylinderShade(pen, wall, 0.9),
    ellipse(500, 246, 148, 34, {
      fill: pen.linear('#a3adb8, #ffffff, #8f9aa5', [0, 0], [1, 1]),
    }),
    ellipse(500, 250, 130, 27, { fill: pen.linear('#78828c, #d5dbe0') }),
    ellipse(500, 262, 46, 12, { fill: '#5e6770' }),
    ellipse(500, 244, 52, 12, { fill: 'none', stroke: '#eef1f4', 'stroke-width': 9 }),
    dew(pen, [350, 350, 300, 560], 60),
    cherries(pen),
  ])

const print = (pen: Pen): string =>
  group([
    path('M300 560C400 500 600 620 700 540V1000H300Z', { fill: '#8c0d34', opacity: 0.75 }),
    ...rows('400 420 46, 600 430 40, 500 500 58, 430 600 24, 600 560 22').map(([x = 0, y = 0, r = 0]) =>
      circle(x, y, r, { fill: '#ffb3c2', opacity: 0.35 }),
    ),
    circle(446, 500, 62, { fill: pen.radial('#fff2f2, #ffd0d8') }),
    circle(560, 516, 62, { fill: pen.radial('#fff2f2, #ffd0d8') }),
    stroke('M450 446C460 400 500 380 540 376C548 410 560 440 562 458', '#fff2f2', 9),
    lettering('CHERRY', { x: 500, y: 636, size: 76, colour: '#ffffff', weight: 2.3, fit: 280 }),
    lettering('SOUR SODA', { x: 500, y: 736, size: 34, colour: '#ffd76a', weight: 1.8, fit: 250 }),
    stroke('M400 816H600M440 840H560', '#ffb3c2', 6),
  ])

const cherries = (pen: Pen): string =>
  group([
    castShadow(pen, 770, 1016, 80),
    castShadow(pen, 912, 1000, 84),
    stroke('M772 900C780 800 830 720 880 690C900 760 910 820 914 880', '#5f7f2c', 12),
    stroke('M769 900C777 800 827 720 877 690', '#a8c860', 4),
    leaf(pen, 150, 54, { x: 880, y: 692, turn: 14 }),
    ...rows('770 946 72, 914 926 76').map(([x = 0, y = 0, r = 0]) =>
      group([
        solid(
          pen,
          `M${x} ${y - r * 0.86}C${x + r * 0.7} ${y - r * 1.25} ${x + r * 1.1} ${y - r * 0.5} ${x + r} ${y + r * 0.16}C${x + r * 0.86} ${y + r * 1.2} ${x - r * 0.86} ${y + r * 1.2} ${x - r} ${y + r * 0.16}C${x - r * 1.1} ${y - r * 0.5} ${x - r * 0.7} ${y - r * 1.25} ${x} ${y - r * 0.86}Z`,
          cherry,
          { depth: 30, rim: 0.3 },
        ),
        gloss(
          pen,
          `M${x - r * 0.66} ${y - r * 0.2}Q${x - r * 0.6} ${y - r * 0.7} ${x - r * 0.2} ${y - r * 0.74}Q${x - r * 0.5} ${y - r * 0.4} ${x - r * 0.5} ${y}Z`,
          0.8,
          4,
        ),
      ]),
    ),
  ])
