export type Attributes = Record<string, string | number | undefined>

export const tag = (name: string, attributes: Attributes, children = ''): string => {
  const pairs = Object.entries(attributes).filter(([, value]) => value !== undefined)
  const text = pairs.map(([key, value]) => ` ${key}="${typeof value === 'number' ? round(value) : value}"`)
  return children ? `<${name}${text.join('')}>${children}</${name}>` : `<${name}${text.join('')}/>`
}

export const path = (d: string, attributes: Attributes = {}): string => tag('path', { d, ...attributes })

export const stroke = (d: string, colour: string, width: number, attributes: Attributes = {}): string =>
  path(d, {
    fill: 'none',
    stroke: colour,
    'stroke-width': width,
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
    ...attributes,
  })

export const circle = (cx: number, cy: number, r: number, attributes: Attributes = {}): string =>
  tag('circle', { cx, cy, r, ...attributes })

export const ellipse = (
  cx: number,
  cy: number,
  rx: number,
  ry: number,
  attributes: Attributes = {},
): string => tag('ellipse', { cx, cy, rx, ry, ...attributes })

export const rect = (
  x: number,
  y: number,
  width: number,
  height: number,
  attributes: Attributes = {},
): string => tag('rect', { x, y, width, height, ...attributes })

export const group = (children: string[], attributes: Attributes = {}): string =>
  tag('g', attributes, children.join(''))

export type Placement = { x?: number; y?: number; turn?: number; scale?: number; flip?: boolean }

/** Puts children drawn around the origin at (x, y), turned by `turn` degrees. */
export const place = (
  children: string,
  { x = 0, y = 0, turn = 0, scale = 1, flip = false }: Placement,
): string =>
  tag(
    'g',
    {
      transform: `translate(${round(x)} ${round(y)}) rotate(${round(turn)}) scale(${flip ? -scale : scale} ${scale})`,
    },
    children,
  )

export const round = (value: number): number => Math.round(value * 100) / 100
