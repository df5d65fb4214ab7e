import { group, rect } from '../element.ts'
import type { Pen } from '../pen.ts'
import { castShadow } from '../shade.ts'
import { printedFruit } from '../shapes/emblems.ts'
import { leaf } from '../shapes/leaf.ts'
import { tin } from '../shapes/tin.ts'

export const sanMarzanoTomatoes = (pen: Pen): string =>
  group([
    tin(pen, [570, 300, 262], 640, {
      colour: '#fbf3df',
      edge: '#c3201f',
      art: group([
        rect(290, 300, 560, 190, { fill: '#c3201f' }),
        rect(290, 486, 560, 10, { fill: '#e8b93f' }),
        printedFruit(pen, { x: 468, y: 664, turn: -14 }, '#ff7a52', '#b5161c', 66, 92),
        printedFruit(pen, { x: 676, y: 668, turn: 12 }, '#ff7a52', '#b5161c', 66, 92),
        printedFruit(pen, { x: 572, y: 700 }, '#ff8a5c', '#c81c1e', 74, 100),
      ]),
      words: [
        { text: 'SAN MARZANO', y: 424, size: 50, colour: '#fff3d0', weight: 2 },
        { text: 'TOMATOES', y: 866, size: 46, colour: '#2f6a2b', weight: 2 },
      ],
    }),
    castShadow(pen, 920, 1000, 90),
    printedFruit(pen, { x: 918, y: 952, turn: 78 }, '#ff7a52', '#a91419', 64, 92),
    leaf(pen, 150, 52, { x: 830, y: 1046, turn: -8 }),
    leaf(pen, 120, 44, { x: 836, y: 1046, turn: -52 }),
  ])
