import { group, path, rect, stroke } from '../element.ts'
import type { Pen } from '../pen.ts'

export type BoardColours = { light: string; base: string; dark: string; grain: string }

export const oak: BoardColours = { light: '#e2b27a', base: '#c8915a', dark: '#8a5a30', grain: '#8f5f34' }
export const slate: BoardColours = { light: '#6b7680', base: '#4d5761', dark: '#2c343c', grain: '#7f8a94' }

/** A serving board lying on the table: its far edge at `top`, its near edge at `bottom`. */
export const board = (
  pen: Pen,
  top: number,
  bottom: number,
  reach: number,
  colours: BoardColours = oak,
): string => {
  const [far, near] = [reach * 0.88, reach]
  const face = trapezium(far, near, top, bottom, 26)
  const lines = Array.from({ length: 9 }, (_, i) => {
    const y = top + ((i + 0.6) / 9.4) * (bottom - top)
    const wave = pen.random.between(-9, 9)
    return stroke(
      `M${600 - near} ${y}C${600 - reach * 0.4} ${y + wave} ${600 + reach * 0.3} ${y - wave} ${600 + near} ${y + wave * 0.4}`,
      colours.grain,
      pen.random.between(1.5, 4),
      { opacity: pen.random.between(0.18, 0.4) },
    )
  })
  return group([
    path(trapezium(far, near + 10, top + 20, bottom + 46, 30), {
      fill: '#2c1a0e',
      opacity: 0.42,
      filter: pen.blur(22),
    }),
    path(trapezium(far, near, top + 28, bottom + 28, 26), { fill: colours.dark }),
    path(face, {
      fill: pen.linear(`${colours.base}, ${colours.light} 35%, ${colours.base}`, [0, 0], [1, 0.5]),
    }),
    group([...lines, rect(0, top, 1200, 5, { fill: '#fff', opacity: 0.35 })], {
      'clip-path': pen.clip(face),
    }),
    stroke(`M${600 - near + 30} ${bottom - 2}H${600 + near - 30}`, '#fff', 4, { opacity: 0.4 }),
  ])
}

const trapezium = (far: number, near: number, top: number, bottom: number, r: number): string =>
  `M${600 - far + r} ${top}H${600 + far - r}Q${600 + far} ${top} ${600 + far + 6} ${top + r}L${600 + near - 4} ${bottom - r}` +
  `Q${600 + near} ${bottom} ${600 + near - r} ${bottom}H${600 - near + r}Q${600 - near} ${bottom} ${600 - near + 4} ${bottom - r}` +
  `L${600 - far - 6} ${top + r}Q${600 - far} ${top} ${600 - far + r} ${top}Z`
