import { ellipse, group, path, place, stroke } from '../element.ts'
import type { Pen } from '../pen.ts'
import { castShadow, gloss, solid, type Tones } from '../shade.ts'

const tones: Tones = { light: '#ff7a52', base: '#e2261f', dark: '#930d14' }
const outline =
  'M0 -178C90 -206 222 -150 222 4C222 130 124 196 0 196C-124 196 -222 130 -222 4C-222 -150 -90 -206 0 -178Z'

export const vineTomatoes = (pen: Pen): string =>
  group([
    castShadow(pen, 846, 944, 200),
    tomato(pen, 848, 746, 1.02, 12),
    castShadow(pen, 350, 946, 200),
    tomato(pen, 350, 740, 1.06, -14),
    vine('M352 556C400 440 470 400 560 392C660 384 770 420 846 560M560 392C580 350 590 310 588 256'),
    castShadow(pen, 600, 1030, 230),
    tomato(pen, 600, 802, 1.16, 3),
    vine('M602 596C604 520 590 450 560 392'),
    stroke('M566 252L612 248', '#6e8f3a', 24),
  ])

const vine = (d: string): string =>
  stroke(d, '#3c6b21', 26) +
  stroke(d, '#6a9a36', 18) +
  stroke(d, '#a9cf66', 5, { transform: 'translate(-4 -4)' })

const sepal = 'M0 0C20 -22 74 -34 128 -10C150 0 160 14 166 26C130 14 70 30 0 0Z'

const tomato = (pen: Pen, x: number, y: number, scale: number, turn: number): string =>
  place(
    group([
      solid(pen, outline, tones, { depth: 64, rim: 0.3, markings: folds(pen) }),
      gloss(
        pen,
        'M-160 -40C-150 -104 -100 -134 -62 -134C-84 -110 -118 -70 -126 0C-150 0 -160 -16 -160 -40Z',
        0.75,
        8,
      ),
      gloss(pen, 'M120 120C150 90 166 60 170 20C184 70 166 116 120 120Z', 0.25, 8),
      ...[200, 160, 120, 62, 20, -14].map((angle) =>
        place(
          path(sepal, { fill: '#1c3a10', opacity: 0.35, transform: 'translate(4 12)' }) +
            path(sepal, { fill: pen.linear('#8dbb45, #3f7426') }) +
            stroke('M8 0Q80 -14 150 18', '#b7dc7c', 3),
          { y: -170, turn: angle, scale: angle > 40 && angle < 140 ? 0.72 : 0.94 },
        ),
      ),
      ellipse(0, -172, 22, 12, { fill: '#5c8c2f' }),
    ]),
    { x, y, scale, turn },
  )

const folds = (pen: Pen): string =>
  ['M0 -180C-60 -150 -100 -80 -104 0', 'M0 -180C60 -150 96 -90 100 -10', 'M0 -180C0 -130 0 -100 -6 -60']
    .map((d) => stroke(d, '#8f0d12', 14, { opacity: 0.35, filter: pen.blur(9) }))
    .join('')
