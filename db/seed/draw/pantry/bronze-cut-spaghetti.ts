import { roundedBox } from '../curves.ts'
import { ellipse, group, path, rect, stroke } from '../element.ts'
import { lettering } from '../lettering.ts'
import type { Pen } from '../pen.ts'
import { castShadow, glint } from '../shade.ts'
import { wheat } from '../shapes/emblems.ts'

const packet = roundedBox(390, 150, 420, 820, 26)
const blue = '#1d4e9e'

export const bronzeCutSpaghetti = (pen: Pen): string =>
  group([
    castShadow(pen, 600, 972, 250, 40),
    group([rect(380, 140, 440, 840, { fill: '#c98f35' }), ...strands(pen), shades(pen)], {
      'clip-path': pen.clip(packet),
    }),
    sleeve(pen),
    seam(150, 44),
    seam(930, 40),
    glint(pen, 'M436 230V880', 16, 0.65, 4),
    glint(pen, 'M772 230V420M772 820V900', 9, 0.6, 3),
    glint(pen, 'M700 214L742 190M470 890L520 866', 9, 0.6, 3),
  ])

const strands = (pen: Pen): string[] =>
  Array.from({ length: 62 }, (_, i) => {
    const x = 386 + i * 7
    return (
      stroke(`M${x} 172V960`, pen.random.pick(['#f8dd8e', '#f1c965', '#fbe7a8', '#e5b54c']), 6) +
      stroke(`M${x + 3} 172V960`, '#9c6a1e', 1.6, { opacity: 0.6 })
    )
  })

const shades = (pen: Pen): string =>
  rect(380, 140, 440, 840, {
    fill: pen.linear(
      '#4a2c08 /0.45, #fff 20% /0.15, #fff 40% /0, #4a2c08 /0.1, #4a2c08 /0.55',
      [0, 0],
      [1, 0],
    ),
  })

const sleeve = (pen: Pen): string => {
  const d = 'M384 400Q600 420 816 400V770Q600 790 384 770Z'
  return group([
    path(d, { fill: '#2a1a06', opacity: 0.4, filter: pen.blur(10), transform: 'translate(0 8)' }),
    path(d, {
      fill: pen.linear(`#133a7c, #3f7bd6 25%, ${blue} 50%, #0d2c62`, [0, 0], [1, 0]),
    }),
    stroke('M384 424Q600 444 816 424M384 746Q600 766 816 746', '#f3cf7a', 6),
    ellipse(600, 520, 74, 74, { fill: '#f3cf7a' }),
    wheat(blue, { x: 600, y: 584, scale: 0.4 }),
    lettering('SPAGHETTI', { x: 600, y: 624, size: 60, colour: '#ffffff', weight: 1.9, fit: 360 }),
    lettering('BRONZE CUT', { x: 600, y: 700, size: 28, colour: '#f3cf7a', weight: 1.6, spacing: 4 }),
  ])
}

const seam = (y: number, height: number): string =>
  group([
    path(
      `M390 ${y + 6}l14 -12 14 12 14 -12 14 12 14 -12 14 12 14 -12 14 12 14 -12 14 12 14 -12 14 12 14 -12 14 12 14 -12 14 12 14 -12 14 12 14 -12 14 12 14 -12 14 12 14 -12 14 12 14 -12 14 12 14 -12 14 12 14 -12 14 12V${y + height}H390Z`,
      { fill: '#ffffff', opacity: 0.62 },
    ),
    ...[0.35, 0.6, 0.85].map((t) => stroke(`M392 ${y + height * t}H808`, '#a9b4c4', 2.5, { opacity: 0.8 })),
  ])
