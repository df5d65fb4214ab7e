import { smooth } from '../curves.ts'
import { group, path, stroke } from '../element.ts'
import type { Pen, Point } from '../pen.ts'
import { gloss, solid, type Tones } from '../shade.ts'
import { plate } from '../shapes/dish.ts'

const dough: Tones = { light: '#f6cf92', base: '#dc9a4e', dark: '#8d4d1c' }
const side =
  'M250 620C240 700 250 820 276 884C340 960 860 960 924 884C950 820 960 700 950 620C900 500 300 500 250 620Z'

export const cinnamonRoll = (pen: Pen): string =>
  group([
    plate(pen, [600, 930, 470, 116]),
    path('M250 930C400 1000 820 1000 970 930Z', { fill: '#3a2410', opacity: 0.4, filter: pen.blur(18) }),
    solid(pen, side, dough, { depth: 80, rim: 0.2, markings: layers(pen) }),
    solid(pen, 'M250 610A350 196 0 1 1 950 610A350 196 0 1 1 250 610Z', dough, {
      depth: 50,
      rim: 0.35,
      markings: swirl(pen),
    }),
    path(icing, { fill: '#6b3a14', opacity: 0.35, filter: pen.blur(9), transform: 'translate(6 12)' }),
    solid(
      pen,
      icing,
      { light: '#ffffff', base: '#fffaf0', dark: '#dccbb4' },
      { depth: 26, rim: 0.6, shade: 0.7 },
    ),
    gloss(pen, 'M350 560C390 510 470 480 540 470C480 506 420 540 390 590Z', 0.8, 8),
  ])

/** The roll seen from above: one long turn of cinnamon. */
const spiral = (from: number, to: number, lift: number): string => {
  const points = Array.from({ length: 90 }, (_, i): Point => {
    const t = from + ((to - from) * i) / 89
    const angle = t * Math.PI * 7
    return [600 + Math.cos(angle) * 340 * t, 606 + lift + Math.sin(angle) * 188 * t]
  })
  return smooth(points, false)
}

const swirl = (pen: Pen): string =>
  stroke(spiral(0.02, 1, 0), '#5e2b0c', 30, { opacity: 0.9 }) +
  stroke(spiral(0.02, 1, -7), '#3d1805', 10, { opacity: 0.6, filter: pen.blur(3) }) +
  stroke(spiral(0.02, 1, 24), '#ffe6b8', 9, { opacity: 0.55, filter: pen.blur(4) })

const layers = (pen: Pen): string =>
  stroke('M240 760C400 850 800 850 960 740', '#6b330f', 22, { opacity: 0.75 }) +
  stroke('M240 786C400 878 800 878 960 766', '#ffe2ac', 10, { opacity: 0.5, filter: pen.blur(4) }) +
  stroke('M760 830C830 800 900 760 956 690', '#6b330f', 16, { opacity: 0.6 })

const icing =
  'M330 540C400 456 520 440 640 446C780 450 890 520 896 592C900 640 884 660 886 720C888 770 846 776 842 724C838 690 826 680 800 690C776 700 782 770 774 826C766 872 720 868 720 820C720 770 716 730 690 716C640 700 600 720 560 716C530 714 528 760 520 792C510 826 474 820 474 784C474 740 470 706 440 692C410 680 400 690 396 730C390 766 352 760 352 722C352 690 340 680 322 650C300 610 304 570 330 540Z' +
  'M420 582C424 640 500 664 606 664C716 664 806 640 804 584C800 524 720 494 612 494C500 494 420 520 420 582Z'
