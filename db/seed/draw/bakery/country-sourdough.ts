import { group, stroke } from '../element.ts'
import type { Pen } from '../pen.ts'
import { castShadow, gloss, solid } from '../shade.ts'
import { board } from '../shapes/board.ts'
import { crumbs, darkCrust, flour, mottle, slash } from '../shapes/crust.ts'

const loaf =
  'M210 770C190 560 360 372 600 368C840 372 1010 560 990 770C984 852 930 930 820 946C700 962 500 962 380 946C270 930 216 852 210 770Z'

export const countrySourdough = (pen: Pen): string =>
  group([
    board(pen, 880, 1020, 500),
    castShadow(pen, 600, 948, 400, 40),
    solid(pen, loaf, darkCrust, { depth: 96, rim: 0.2, markings: crust(pen) }),
    gloss(pen, 'M300 640C330 540 410 470 500 446C430 520 370 600 350 700C320 700 296 680 300 640Z', 0.22, 20),
    crumbs(pen, [
      [180, 990, 12],
      [226, 1006, 8],
      [1010, 984, 10],
      [962, 1002, 7],
    ]),
  ])

const crust = (pen: Pen): string =>
  group([
    mottle(pen, [200, 380, 800, 560], 80, ['#f0b560', '#6e3410', '#c97a30', '#f4cf8c']),
    ...rings(pen),
    flour(pen, [200, 370, 800, 570], 420, 0.5),
    ...veins().map((d) => slash(pen, d, 17)),
    slash(pen, 'M330 812C420 640 520 520 700 432C730 420 760 420 780 436', 30),
  ])

/** Flour rings that the proving basket leaves behind. */
const rings = (pen: Pen): string[] =>
  [70, 150, 230, 310, 390].map((r) =>
    stroke(
      `M${600 - r * 1.05} ${600 + r * 0.5}C${600 - r * 0.9} ${590 - r * 0.62} ${600 + r * 0.9} ${590 - r * 0.62} ${600 + r * 1.05} ${600 + r * 0.5}`,
      '#fff3d8',
      20,
      { opacity: 0.34, filter: pen.blur(5) },
    ),
  )

const veins = (): string[] => [
  'M420 688C400 640 396 600 408 556',
  'M486 600C470 556 472 520 490 478',
  'M566 524C556 490 562 460 580 430',
  'M420 690C470 700 520 694 566 672',
  'M486 604C544 622 600 614 650 586',
  'M566 528C620 546 680 534 726 506',
  'M352 776C400 800 450 802 496 790',
]
