import { tag } from './element.ts'
import { createRandom, type Random } from './random.ts'
import { stopTags } from './stops.ts'

export type Point = [x: number, y: number]

/** Collects the definitions (gradients, blurs, clips) of one picture and hands out references to them. */
export type Pen = {
  linear(stops: string, from?: Point, to?: Point): string
  radial(stops: string, centre?: Point, radius?: number): string
  blur(deviation: number): string
  clip(d: string): string
  random: Random
  definitions(): string
}

export type Draw = (pen: Pen) => string

export const createPen = (seed: string): Pen => {
  const known = new Map<string, { id: string; text: string }>()
  const define = (key: string, make: (id: string) => string): string => {
    const entry = known.get(key) ?? { id: `d${known.size}`, text: make(`d${known.size}`) }
    known.set(key, entry)
    return `url(#${entry.id})`
  }
  return {
    linear: (stops, [x1, y1] = [0, 0], [x2, y2] = [0, 1]) =>
      define(`l${JSON.stringify([stops, x1, y1, x2, y2])}`, (id) =>
        tag('linearGradient', { id, x1, y1, x2, y2 }, stopTags(stops)),
      ),
    radial: (stops, [cx, cy] = [0.36, 0.3], r = 0.75) =>
      define(`r${JSON.stringify([stops, cx, cy, r])}`, (id) =>
        tag('radialGradient', { id, cx, cy, r }, stopTags(stops)),
      ),
    blur: (deviation) =>
      define(`b${deviation}`, (id) =>
        tag(
          'filter',
          { id, filterUnits: 'userSpaceOnUse', x: -1200, y: -1200, width: 3600, height: 3600 },
          tag('feGaussianBlur', { stdDeviation: deviation }),
        ),
      ),
    clip: (d) => define(`c${d}`, (id) => tag('clipPath', { id }, tag('path', { d }))),
    random: createRandom(seed),
    definitions: () => tag('defs', {}, [...known.values()].map(({ text }) => text).join('')),
  }
}
