import { backdrop, backdrops } from './backdrop.ts'
import { tag } from './element.ts'
import { createPen } from './pen.ts'
import { pictures } from './pictures.ts'

export const side = 1200

/** The whole picture of one product as SVG text. Throws for a picture that nobody has drawn. */
export const compose = (category: string, picture: string): string => {
  const draw = pictures[category]?.[picture]
  const set = backdrops[category]
  if (!draw || !set) throw new Error(`no drawing for ${category}/${picture}`)
  const pen = createPen(picture)
  const body = backdrop(pen, set) + draw(pen)
  return tag(
    'svg',
    { xmlns: 'http://www.w3.org/2000/svg', width: side, height: side, viewBox: `0 0 ${side} ${side}` },
    pen.definitions() + body,
  )
}
