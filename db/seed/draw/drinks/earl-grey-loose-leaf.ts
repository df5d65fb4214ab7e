import { ellipse, group, path, place, stroke } from '../element.ts'
import type { Pen } from '../pen.ts'
import { castShadow, cylinderShade, gloss, type Tones } from '../shade.ts'
import { bowlBack, bowlFront, plate } from '../shapes/dish.ts'
import { label } from '../shapes/label.ts'
import { gold } from '../shapes/lid.ts'
import { drum } from '../shapes/vessel.ts'

const navy: Tones = { light: '#6d7fc4', base: '#34448c', dark: '#161d4c' }
const china: Tones = { light: '#ffffff', base: '#f6f4f9', dark: '#b9b2cc' }

export const earlGreyLooseLeaf = (pen: Pen): string =>
  group([
    castShadow(pen, 440, 952, 230, 40),
    drum(pen, [440, 300, 220], 640, navy, 0, 0.2),
    label(
      pen,
      { cx: 440, r: 220, top: 480, bottom: 850, sag: 22 },
      {
        colour: '#f7efdc',
        edge: '#b98c2e',
        art: group([flower(pen, 440, 620, 1.15), flower(pen, 320, 690, 0.6), flower(pen, 560, 690, 0.6)]),
        words: [
          { text: 'EARL GREY', y: 746, size: 50, colour: '#26336e', weight: 2 },
          { text: 'LOOSE LEAF', y: 812, size: 26, colour: '#b98c2e', weight: 1.7 },
        ],
      },
    ),
    cylinderShade(pen, 'M220 480V850Q440 894 660 850V480Q440 524 220 480Z', 0.5),
    drum(pen, [440, 300, 226], 92, gold, 0, 0.2),
    drum(pen, [440, 270, 120], 30, gold, 0, 0.2),
    gloss(pen, 'M262 420Q276 430 290 432V900Q272 896 262 880Z', 0.4, 6),
    cup(pen),
  ])

const flower = (pen: Pen, x: number, y: number, scale: number): string =>
  place(
    group([
      ...Array.from({ length: 9 }, (_, i) =>
        place(
          path('M0 -10C-16 -40 -20 -62 -8 -72L0 -60L8 -72C20 -62 16 -40 0 -10Z', {
            fill: pen.linear('#5f7be0, #2a3a9c'),
          }),
          { turn: i * 40 },
        ),
      ),
      ellipse(0, 0, 16, 16, { fill: '#2a2060' }),
    ]),
    { x, y, scale },
  )

const cup = (pen: Pen): string =>
  group([
    plate(pen, [840, 980, 230, 62], china),
    stroke('M980 800C1080 790 1080 920 950 916', '#cfc8de', 30),
    stroke('M980 796C1072 790 1072 912 950 908', '#ffffff', 18),
    bowlBack(pen, [830, 790, 166, 46], 966, china),
    ellipse(830, 800, 150, 37, {
      fill: pen.radial('#d9762a, #9c4412 60%, #5e2408', [0.4, 0.4], 0.7),
    }),
    path('M716 798Q760 770 830 768Q770 784 740 810Z', { fill: '#ffd9a0', opacity: 0.6, filter: pen.blur(3) }),
    bowlFront(pen, [830, 790, 166, 46], 966, china),
    stroke('M672 830Q830 910 990 830', '#34448c', 7, { opacity: 0.8 }),
    ...[0, 1].map((i) =>
      stroke(
        `M${800 + i * 60} 740C${770 + i * 60} 690 ${840 + i * 60} 660 ${806 + i * 60} 590`,
        '#ffffff',
        16,
        { opacity: 0.7, filter: pen.blur(8) },
      ),
    ),
  ])
