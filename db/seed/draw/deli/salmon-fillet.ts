import { circle, group, path, place, stroke } from '../element.ts'
import type { Pen } from '../pen.ts'
import { castShadow, dropShadow, gloss, solid, type Tones } from '../shade.ts'
import { board, slate } from '../shapes/board.ts'
import { citrusFace } from '../shapes/citrus.ts'
import { dill } from '../shapes/herbs.ts'

const flesh: Tones = { light: '#ffb187', base: '#f9794a', dark: '#c9431f' }
const top =
  'M200 720C190 640 260 560 400 520C560 476 800 450 940 500C1030 534 1050 600 1000 650C920 720 700 770 480 790C330 800 214 796 200 720Z'
const side =
  'M200 720C214 796 330 800 480 790C700 770 920 720 1000 650C1034 616 1036 590 1030 570C1044 640 1040 720 1010 762C930 840 700 890 480 906C330 914 210 900 204 820Z'
const lemon = {
  rind: '#ffe14a',
  rindDark: '#e0a914',
  pith: '#fffbe6',
  flesh: '#fff3a0',
  fleshDark: '#f7cf3a',
  drop: '#fffef0',
}

export const salmonFillet = (pen: Pen): string =>
  group([
    board(pen, 780, 1030, 530, slate),
    dropShadow(pen, side, { x: 8, y: 26, deviation: 18, opacity: 0.55 }),
    path(
      'M204 830C210 912 330 926 480 918C700 902 930 852 1012 772C1030 800 940 880 700 920C480 950 220 950 204 830Z',
      {
        fill: pen.linear('#8f9aa6, #e4eaee, #6a7682', [0, 0], [1, 0]),
      },
    ),
    solid(pen, side, flesh, { depth: 40, rim: 0.2, markings: group(sideLines(pen)) }),
    solid(pen, top, flesh, { depth: 46, rim: 0.45, shade: 0.35, markings: group(fatLines(pen)) }),
    gloss(pen, 'M300 640C380 570 560 520 720 510C600 550 440 600 350 680C310 690 286 664 300 640Z', 0.4, 14),
    wheel(pen, 860, 880, 96, 0),
    wheel(pen, 960, 930, 90, 30),
    dill(pen, { x: 250, y: 960, turn: -6, scale: 1.1 }),
    ...Array.from({ length: 30 }, () =>
      circle(pen.random.between(330, 880), pen.random.between(560, 720), pen.random.between(3, 6), {
        fill: pen.random.pick(['#2c2420', '#574538', '#ffffff']),
        opacity: 0.8,
      }),
    ),
  ])

/** White bows between the muscle layers. */
const fatLines = (pen: Pen): string[] =>
  Array.from({ length: 13 }, (_, i) => {
    const x = 250 + i * 62
    const lean = 40 + i * 3
    return stroke(
      `M${x - lean} 820C${x + 30} 740 ${x + 70} 690 ${x + 44} 640C${x + 20} 590 ${x + 60} 520 ${x + 110} 440`,
      '#ffe3d0',
      pen.random.between(6, 11),
      { opacity: 0.75, filter: pen.blur(1.5) },
    )
  })

const sideLines = (pen: Pen): string[] =>
  Array.from({ length: 15 }, (_, i) => {
    const x = 214 + i * 57
    return stroke(`M${x} 700Q${x + 20} 800 ${x - 10} 920`, '#ffd9c2', pen.random.between(5, 9), {
      opacity: 0.65,
      filter: pen.blur(1.5),
    })
  })

const wheel = (pen: Pen, x: number, y: number, r: number, turn: number): string =>
  group([
    castShadow(pen, x, y + 34, r),
    group(
      [place(citrusFace(pen, r, lemon, 9), { y: 12, turn }), place(citrusFace(pen, r, lemon, 9), { turn })],
      { transform: `translate(${x} ${y}) scale(1 .56)` },
    ),
  ])
