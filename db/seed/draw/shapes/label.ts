import { group, path, stroke } from '../element.ts'
import { lettering } from '../lettering.ts'
import type { Pen } from '../pen.ts'

export type Band = { cx: number; r: number; top: number; bottom: number; sag: number; taper?: number }

/** Outline of a label wrapped around something round; `taper` is what the radius loses towards the bottom. */
export const wrap = ({ cx, r, top, bottom, sag, taper = 0 }: Band): string =>
  `M${cx - r} ${top}Q${cx} ${top + sag * 2} ${cx + r} ${top}L${cx + r - taper} ${bottom}Q${cx} ${bottom + sag * 2} ${cx - r + taper} ${bottom}Z`

export type Print = {
  colour: string
  edge?: string
  words?: { text: string; y: number; size: number; colour: string; weight?: number }[]
  art?: string
}

/** A printed label: its paper, thin rules along both edges, its words and a drawing, all cut to its outline. */
export const label = (pen: Pen, band: Band, { colour, edge, words = [], art = '' }: Print): string => {
  const d = wrap(band)
  const { cx, r, top, bottom, sag, taper = 0 } = band
  const rule = (y: number, inset: number): string =>
    stroke(`M${cx - r + inset} ${y}Q${cx} ${y + sag * 2} ${cx + r - inset} ${y}`, edge ?? colour, 5)
  return group([
    path(d, { fill: '#1c120a', opacity: 0.25, filter: pen.blur(5), transform: 'translate(0 5)' }),
    path(d, { fill: colour }),
    group(
      [
        ...(edge ? [rule(top + 16, 0), rule(bottom - 16, taper)] : []),
        art,
        ...words.map(({ text, y, size, colour: ink, weight = 1.6 }) =>
          lettering(text, { x: cx, y, size, colour: ink, weight, fit: r * 1.5 }),
        ),
      ],
      { 'clip-path': pen.clip(d) },
    ),
  ])
}
