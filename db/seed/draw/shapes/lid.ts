import { group, stroke } from '../element.ts'
import type { Pen } from '../pen.ts'
import type { Tones } from '../shade.ts'
import { drum } from './vessel.ts'

export const gold: Tones = { light: '#ffe6a0', base: '#d9ab4a', dark: '#8a5f1c' }
export const steel: Tones = { light: '#fbfcfd', base: '#c6ccd3', dark: '#7d8791' }

/** A screw lid with fine ridges on its side. */
export const lid = (pen: Pen, [cx, top, r]: [number, number, number], height: number, tones: Tones): string =>
  group([
    drum(pen, [cx, top, r], height, tones),
    ...Array.from({ length: 25 }, (_, i) => {
      const angle = ((i + 0.5) / 25) * Math.PI
      const x = cx - Math.cos(angle) * r
      const drop = Math.sin(angle) * r * 0.16
      return stroke(`M${x} ${top + drop + height * 0.3}v${height * 0.58}`, tones.dark, 3, { opacity: 0.45 })
    }),
  ])

/** A crown cap as it sits on a beer bottle. */
export const crownCap = (pen: Pen, [cx, top, r]: [number, number, number], tones: Tones): string =>
  group([
    drum(pen, [cx, top, r * 0.86], r * 0.56, tones, -r * 0.16, 0.22),
    ...Array.from({ length: 9 }, (_, i) => {
      const x = cx - r * 0.9 + (i / 8) * r * 1.8
      return stroke(`M${x} ${top + r * 0.4}v${r * 0.36}`, tones.dark, 4, { opacity: 0.55 })
    }),
  ])
