import { ellipse, group, path, place, stroke } from '../element.ts'
import type { Pen } from '../pen.ts'
import { castShadow, dropShadow, gloss, solid, type Tones } from '../shade.ts'

const tones: Tones = { light: '#d77aa6', base: '#8f2459', dark: '#470a30' }
const outline =
  'M-16 -300C-30 -250 -60 -206 -130 -170C-226 -120 -262 -20 -230 70C-196 160 -96 212 0 214C96 212 196 160 230 70C262 -20 226 -120 130 -170C60 -206 34 -250 26 -306Z'

export const redOnions = (pen: Pen): string =>
  group([
    castShadow(pen, 760, 944, 240),
    place(whole(pen), { x: 762, y: 700, scale: 1.16, turn: 6 }),
    castShadow(pen, 420, 1014, 240),
    place(half(pen), { x: 420, y: 788 }),
  ])

const whole = (pen: Pen): string => {
  const lines = [-1, -0.78, -0.55, -0.3, -0.08, 0.16, 0.4, 0.62, 0.84, 1].map((x) =>
    stroke(
      `M${x * 14} -290C${x * 40} -200 ${x * 290} -150 ${x * 262} 20C${x * 230} 150 ${x * 90} 200 0 214`,
      '#e7a9c6',
      3,
      { opacity: 0.5 },
    ),
  )
  return group([
    solid(pen, outline, tones, { depth: 64, rim: 0.28, markings: lines.join('') + dryTop(pen) }),
    gloss(
      pen,
      'M-180 -20C-176 -76 -130 -124 -90 -140C-120 -96 -142 -40 -136 40C-160 40 -182 20 -180 -20Z',
      0.55,
      9,
    ),
    ...[-34, -18, 0, 16, 32].map((x) =>
      stroke(`M${x * 0.3} 212q${x * 0.6} 12 ${x} ${26 - Math.abs(x) * 0.3}`, '#c9a878', 4),
    ),
  ])
}

const dryTop = (pen: Pen): string =>
  path('M-40 -310H50L90 -190C40 -230 -40 -230 -90 -190Z', {
    fill: '#c98f5a',
    opacity: 0.85,
    filter: pen.blur(14),
  })

const half = (pen: Pen): string =>
  group([
    dropShadow(pen, disc(232), { x: 16, y: 12 }),
    ellipse(8, 4, 232, 228, { fill: '#5a0f3b' }),
    ellipse(0, 0, 228, 224, { fill: '#8f2459' }),
    ...[216, 190, 164, 138, 112, 87, 62, 38].flatMap((r, i) => [
      place(path(disc(r), { fill: '#a8447a' }), { x: (216 - r) * 0.06, y: (216 - r) * 0.1 }),
      place(
        path(disc(r - 7), { fill: pen.linear(`#fff6fb, ${i % 2 ? '#f3dbe8' : '#f8e7f0'} 60%, #e3b7d0`) }),
        { x: (216 - r) * 0.06, y: (216 - r) * 0.1 },
      ),
    ]),
    ellipse(12, 20, 13, 20, { fill: '#a9c46a' }),
    gloss(pen, 'M-170 -90Q-110 -170 0 -190Q-100 -120 -140 -30Z', 0.5, 10),
  ])

const disc = (r: number): string => `M${-r} 0A${r} ${r * 0.985} 0 1 1 ${r} 0A${r} ${r * 0.985} 0 1 1 ${-r} 0Z`
