import { circle, group, path, stroke } from '../element.ts'
import type { Pen, Point } from '../pen.ts'
import { points } from '../points.ts'
import { gloss, solid, type Tones } from '../shade.ts'
import { printedFruit } from '../shapes/emblems.ts'
import { label } from '../shapes/label.ts'
import { glass } from '../shapes/vessel.ts'

const jam: Tones = { light: '#f04a4e', base: '#b8121f', dark: '#5c0412' }
const clear: Tones = { light: '#fff0f0', base: '#f2cfd2', dark: '#9a5560' }
const jar: Point[] = points('214 380, 220 440, 288 510, 292 560, 292 900, 256 964')
const fill: Point[] = points('210 450, 274 516, 280 562, 280 894, 246 952')

export const strawberryPreserve = (pen: Pen): string =>
  group([
    glass(pen, {
      cx: 600,
      profile: jar,
      tint: clear,
      opacity: 0.12,
      contents: { profile: fill, tones: jam },
      inside: pips(pen),
    }),
    label(
      pen,
      { cx: 600, r: 288, top: 590, bottom: 850, sag: 20 },
      {
        colour: '#fffaf2',
        edge: '#c21f30',
        art:
          group(
            [-150, 150].map((x) =>
              printedFruit(pen, { x: 600 + x, y: 690, turn: x / 12 }, '#ff6a55', '#b8121f', 44, 50),
            ),
          ) + printedFruit(pen, { x: 600, y: 684 }, '#ff6a55', '#b8121f', 56, 62),
        words: [{ text: 'STRAWBERRY', y: 786, size: 42, colour: '#9c1024', weight: 1.9 }],
      },
    ),
    gloss(pen, 'M334 560Q346 540 362 540V870Q346 890 334 860Z', 0.55, 6),
    cloth(pen),
  ])

const pips = (pen: Pen): string =>
  group(
    Array.from({ length: 60 }, () =>
      circle(pen.random.between(340, 860), pen.random.between(480, 930), pen.random.between(2, 5), {
        fill: '#f7c97a',
        opacity: 0.6,
      }),
    ),
  )

const skirt =
  'M356 320C360 270 470 244 600 244C730 244 840 270 844 320L858 400C900 430 930 470 938 500C900 486 880 520 850 512C816 504 800 530 760 522C720 516 700 546 660 536C630 528 600 550 570 538C540 528 510 546 480 532C450 520 420 536 390 516C350 520 320 490 262 508C272 470 300 430 342 400Z'

/** Gingham tied over the lid with a string. */
const cloth = (pen: Pen): string =>
  group([
    path(skirt, { fill: '#3a0610', opacity: 0.4, filter: pen.blur(14), transform: 'translate(4 16)' }),
    solid(
      pen,
      skirt,
      { light: '#ffffff', base: '#fdf6f2', dark: '#cdb4b0' },
      { depth: 40, rim: 0.4, markings: gingham() + folds(pen) },
    ),
    stroke('M346 394Q600 446 854 394', '#7a4a22', 20),
    stroke('M346 390Q600 442 854 390', '#d9ac72', 11, { 'stroke-dasharray': '16 5' }),
    stroke(
      'M600 420C560 380 520 400 540 424C556 440 590 428 600 420C640 380 690 396 668 424C650 440 616 430 600 420',
      '#b8844a',
      9,
    ),
    stroke('M596 422C584 460 566 480 560 510M606 422C620 456 640 470 650 500', '#b8844a', 8),
  ])

const gingham = (): string =>
  group([
    ...Array.from({ length: 11 }, (_, i) =>
      stroke(`M${300 + i * 60} 220L${300 + i * 60 + (i - 5) * 16} 560`, '#d8202f', 30, {
        opacity: 0.5,
        'stroke-linecap': 'butt',
      }),
    ),
    ...Array.from({ length: 6 }, (_, i) =>
      stroke(`M240 ${260 + i * 56}Q600 ${320 + i * 56} 960 ${260 + i * 56}`, '#d8202f', 28, {
        opacity: 0.5,
        'stroke-linecap': 'butt',
      }),
    ),
  ])

const folds = (pen: Pen): string =>
  [300, 390, 480, 570, 660, 750, 850, 910]
    .map((x) =>
      stroke(`M${600 + (x - 600) * 0.84} 410Q${x - 10} 470 ${x} 540`, '#5c1018', 16, {
        opacity: 0.28,
        filter: pen.blur(7),
      }),
    )
    .join('')
