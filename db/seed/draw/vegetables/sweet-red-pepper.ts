import { group, path, stroke } from '../element.ts'
import type { Pen } from '../pen.ts'
import { castShadow, gloss, solid, type Tones } from '../shade.ts'

const tones: Tones = { light: '#ff6248', base: '#d91d1f', dark: '#820812' }
const stem: Tones = { light: '#a9cf5e', base: '#5f9434', dark: '#2f5a1c' }

const outer =
  'M600 372C660 320 800 320 862 410C930 510 886 690 846 820C826 900 790 992 724 994C680 996 650 964 600 972C550 964 520 996 476 994C410 992 374 900 354 820C314 690 270 510 338 410C400 320 540 320 600 372Z'
const middle =
  'M600 384C690 360 742 440 738 580C734 740 700 900 664 964C640 984 560 984 536 964C500 900 466 740 462 580C458 440 510 360 600 384Z'

export const sweetRedPepper = (pen: Pen): string =>
  group([
    castShadow(pen, 600, 996, 270),
    solid(pen, outer, tones, { depth: 80, rim: 0.25, markings: grooves(pen) }),
    path(middle, {
      fill: pen.radial('#ff7a58 /0.9, #dd2522 /0.6, #a80f18 /0', [0.4, 0.3], 0.7),
    }),
    gloss(
      pen,
      'M372 470C386 420 430 396 458 398C428 440 410 520 416 640C420 720 430 770 438 800C396 740 350 570 372 470Z',
      0.6,
      10,
    ),
    gloss(pen, 'M540 470C552 440 580 430 600 436C584 480 580 560 588 640C560 620 530 530 540 470Z', 0.5, 9),
    gloss(pen, 'M800 460C830 500 836 580 820 660C812 590 806 520 800 460Z', 0.3, 9),
    path(
      'M490 376C510 340 560 338 600 348C640 338 690 340 710 376C690 400 650 384 600 404C550 384 510 400 490 376Z',
      { fill: '#5a0710', opacity: 0.6, filter: pen.blur(10), transform: 'translate(4 14)' },
    ),
    solid(pen, calyx, stem, { depth: 22, rim: 0.4 }),
    stroke('M604 348C606 290 596 250 560 214', '#9ac652', 6, { opacity: 0.8 }),
  ])

const calyx =
  'M492 374C512 338 556 330 574 330C576 280 566 250 528 222C534 196 570 184 590 194C628 226 640 280 634 332C656 332 694 342 708 374C686 398 650 376 600 396C552 376 512 398 492 374Z'

const grooves = (pen: Pen): string =>
  [
    'M560 380C480 420 440 560 470 760C480 850 500 930 530 980',
    'M640 380C720 420 760 560 730 760C720 850 700 930 670 980',
  ]
    .map((d) => stroke(d, '#6d0510', 34, { opacity: 0.55, filter: pen.blur(16) }))
    .join('')
