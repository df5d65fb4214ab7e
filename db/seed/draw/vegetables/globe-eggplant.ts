import { group, path, stroke } from '../element.ts'
import type { Pen, Point } from '../pen.ts'
import { points } from '../points.ts'
import { castShadow, gloss, solid, type Tones } from '../shade.ts'
import { along, tube } from '../tube.ts'

const tones: Tones = { light: '#7b4a92', base: '#3c1a52', dark: '#150722' }
const cap: Tones = { light: '#a8c765', base: '#5f8a38', dark: '#2f5220' }
const spine: Point[] = points('846 396, 740 480, 600 612, 470 716, 420 760')
const radii = [96, 128, 158, 190, 214, 224, 226, 220, 210]

export const globeEggplant = (pen: Pen): string => {
  const body = tube(spine, radii, 36)
  return group([
    castShadow(pen, 480, 980, 290, 48),
    solid(pen, body, tones, { depth: 84, rim: 0.3, shade: 0.8 }),
    gloss(pen, ribbon, 0.6, 12),
    stroke(along(spine, radii, -0.82, 0.25, 0.8), '#a57bc0', 18, { opacity: 0.5, filter: pen.blur(12) }),
    path(calyx, { fill: '#0c0314', opacity: 0.55, filter: pen.blur(12), transform: 'translate(-10 18)' }),
    solid(pen, calyx, cap, { depth: 28, rim: 0.4 }),
    solid(pen, tube(points('862 366, 900 300, 960 250, 1010 240'), [44, 34, 30, 36]), cap, {
      depth: 24,
      rim: 0.5,
    }),
    ...[
      'M850 400C800 430 770 470 750 520',
      'M862 410C850 470 840 520 838 560',
      'M840 384C780 384 720 384 690 400',
    ].map((d) => stroke(d, '#cfe295', 5, { opacity: 0.55 })),
  ])
}

const ribbon =
  'M610 466C510 536 390 620 320 700C290 740 292 790 312 796C360 706 470 610 636 502C660 486 650 446 610 466Z'

const calyx =
  'M800 296C850 280 940 330 962 400C972 440 960 480 950 520C930 500 916 490 906 484C890 530 866 570 836 600C836 560 826 530 816 506C780 530 746 546 700 552C724 520 736 490 742 464C708 462 676 456 640 436C700 420 730 390 744 350C754 322 776 304 800 296Z'
