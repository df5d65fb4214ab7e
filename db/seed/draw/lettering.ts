import { group, path, place } from './element.ts'
import { glyphs } from './glyphs.ts'

export type LetteringOptions = {
  x: number
  y: number
  size: number
  colour: string
  weight?: number
  spacing?: number
  turn?: number
  fit?: number
}

/** A word in capitals, centred on x, its top at y; `fit` is the widest it may become. */
export const lettering = (word: string, options: LetteringOptions): string => {
  const {
    x,
    y,
    size,
    colour,
    weight = 1.5,
    spacing = 2.6,
    turn = 0,
    fit = Number.POSITIVE_INFINITY,
  } = options
  const letters = [...word].flatMap((letter) => glyphs[letter] ?? [])
  const width = letters.reduce((sum, glyph) => sum + glyph.width + spacing, -spacing)
  const scale = Math.min(size / 10, fit / width)
  const starts = letters.map((_, i) =>
    letters.slice(0, i).reduce((sum, glyph) => sum + glyph.width + spacing, -width / 2),
  )
  const strokes = letters.map((glyph, i) => place(path(glyph.d), { x: starts[i] ?? 0 }))
  const attributes = {
    fill: 'none',
    stroke: colour,
    'stroke-width': weight,
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
  }
  return place(group(strokes, attributes), { x, y, scale, turn })
}
