import { tag } from './element.ts'

/**
 * Colours of a gradient, first to last: '#fff, #eee 60%, #000 /0.4'. A colour may say where it lies (in per
 * cent) and how opaque it is (after the slash); without a place it is spread evenly.
 */
export const stopTags = (stops: string): string => {
  const items = stops.split(', ')
  return items.map((item, i) => stop(item, i / (items.length - 1))).join('')
}

const stop = (item: string, even: number): string => {
  const [colour, ...rest] = item.split(' ')
  const at = rest.find((word) => word.endsWith('%'))
  const opacity = rest.find((word) => word.startsWith('/'))
  return tag('stop', {
    offset: at ? Number.parseFloat(at) / 100 : even,
    'stop-color': colour,
    'stop-opacity': opacity ? Number(opacity.slice(1)) : undefined,
  })
}
