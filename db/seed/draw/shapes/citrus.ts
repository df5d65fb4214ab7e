import { ellipse, group, path, place } from '../element.ts'
import type { Pen } from '../pen.ts'

export type CitrusColours = {
  rind: string
  rindDark: string
  pith: string
  flesh: string
  fleshDark: string
  drop: string
}

/** Cut face of a citrus fruit, drawn around the origin with radius r and squeezed by `squash`. */
export const citrusFace = (pen: Pen, r: number, colours: CitrusColours, segments = 9): string => {
  const step = (Math.PI * 2) / segments
  const wedges = Array.from({ length: segments }, (_, i) => {
    const turn = (i * step * 180) / Math.PI
    return place(group([wedge(pen, r * 0.8, step, colours), ...drops(pen, r, step, colours)]), { turn })
  })
  return group([
    ellipse(0, 0, r, r, {
      fill: pen.linear(`${colours.rind}, ${colours.rindDark}`, [0.2, 0], [0.8, 1]),
    }),
    ellipse(0, 0, r * 0.91, r * 0.91, { fill: colours.pith }),
    ...wedges,
    ellipse(0, 0, r * 0.05, r * 0.05, { fill: colours.pith }),
  ])
}

const wedge = (pen: Pen, r: number, step: number, { flesh, fleshDark }: CitrusColours): string => {
  const half = step / 2 - 0.035
  const [x, y] = [Math.cos(half) * r, Math.sin(half) * r]
  const d = `M${r * 0.09} 0L${x * 0.92} ${-y * 0.94}Q${x} ${-y} ${x * 1.01} ${-y * 0.86}Q${r * 1.06} 0 ${x * 1.01} ${y * 0.86}Q${x} ${y} ${x * 0.92} ${y * 0.94}Z`
  const fill = pen.linear(`${flesh}, ${fleshDark}`, [0, 0], [1, 0])
  return path(d, { fill, stroke: fill, 'stroke-width': 3, 'stroke-linejoin': 'round' })
}

const drops = (pen: Pen, r: number, step: number, { drop }: CitrusColours): string[] =>
  Array.from({ length: 9 }, () => {
    const distance = pen.random.between(0.26, 0.72) * r
    const angle = pen.random.between(-0.36, 0.36) * step
    const at = { x: Math.cos(angle) * distance, y: Math.sin(angle) * distance, turn: (angle * 180) / Math.PI }
    return place(ellipse(0, 0, r * 0.055, r * 0.014, { fill: drop, opacity: 0.6 }), at)
  })
