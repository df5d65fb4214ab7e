import { circle, group, place } from '../element.ts'
import type { Pen, Point } from '../pen.ts'
import { points } from '../points.ts'
import { castShadow, gloss, type Tones } from '../shade.ts'
import { citrusFace } from '../shapes/citrus.ts'
import { printedFruit } from '../shapes/emblems.ts'
import { label } from '../shapes/label.ts'
import { leaf } from '../shapes/leaf.ts'
import { lid } from '../shapes/lid.ts'
import { glass } from '../shapes/vessel.ts'

const juice: Tones = { light: '#ffc94a', base: '#ff9d14', dark: '#d96a02' }
const clear: Tones = { light: '#ffffff', base: '#ffe9c8', dark: '#c98a4a' }
const bottle: Point[] = points('84 210, 86 262, 96 330, 200 470, 206 540, 180 660, 202 780, 206 930, 180 976')
const fill: Point[] = points('86 300, 90 338, 190 474, 196 542, 170 660, 192 782, 196 924, 170 966')
const cut = {
  rind: '#ffa62b',
  rindDark: '#e07306',
  pith: '#fff4dc',
  flesh: '#ffd27a',
  fleshDark: '#ff9a1c',
  drop: '#fff3cf',
}

export const freshOrangeJuice = (pen: Pen): string =>
  group([
    glass(pen, {
      cx: 460,
      profile: bottle,
      tint: clear,
      opacity: 0.12,
      contents: { profile: fill, tones: juice },
    }),
    lid(pen, [460, 152, 96], 78, { light: '#ffffff', base: '#f0f2f4', dark: '#a8b0ba' }),
    label(
      pen,
      { cx: 460, r: 190, top: 566, bottom: 860, sag: 14, taper: -8 },
      {
        colour: '#fffaf0',
        edge: '#3f8a36',
        art: printedFruit(pen, { x: 460, y: 656 }, '#ffc04a', '#f07f0a', 58, 56),
        words: [
          { text: 'ORANGE', y: 738, size: 52, colour: '#e07306', weight: 2.1 },
          { text: 'JUICE', y: 804, size: 32, colour: '#3f8a36', weight: 1.7 },
        ],
      },
    ),
    gloss(pen, 'M274 500Q288 480 302 490V620Q280 600 274 560Z', 0.6, 5),
    castShadow(pen, 850, 1014, 160),
    circle(862, 858, 166, { fill: pen.radial('#ffb648, #c95f04') }),
    place(citrusFace(pen, 160, cut, 10), { x: 844, y: 862 }),
    place(gloss(pen, 'M-110 -70Q-60 -130 10 -134Q-60 -100 -86 -40Z', 0.4, 8), { x: 844, y: 862 }),
    leaf(pen, 150, 50, { x: 700, y: 1030, turn: -10 }),
  ])
