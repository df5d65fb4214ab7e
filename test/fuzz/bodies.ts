import fc, { type Arbitrary } from 'fast-check'
import type { Document, Operation } from './document.ts'
import type { Known } from './known.ts'
import { anyValue, asText } from './values.ts'

/** A body as the bytes that are sent: JSON, a form or CSV, sometimes cut off or under another type's name. */
export function bodyOf(
  document: Document,
  body: Operation['requestBody'],
  brokenness: number,
): Arbitrary<Body | null> {
  const stray: Body = { type: 'application/json', bytes: () => Buffer.from('{"a":1}') }
  if (!body) return brokenness > 0 ? fc.option(fc.constant(stray), { freq: 5 }) : fc.constant(null)
  const kinds = fc.oneof(
    ...Object.entries(body.content).map(([type, { schema }]) =>
      anyValue(document, schema, brokenness).map((value) => written(type, value)),
    ),
  )
  if (brokenness === 0) return body.required ? kinds : fc.option(kinds)
  const cut = fc.tuple(kinds, fc.nat(200)).map(([one, at]) => ({
    ...one,
    bytes: (...given: Parameters<Body['bytes']>) => one.bytes(...given).subarray(0, at),
  }))
  const renamed = fc.tuple(kinds, fc.constantFrom(...otherTypes)).map(([one, type]) => ({ ...one, type }))
  return fc.oneof({ weight: 20, arbitrary: kinds }, cut, renamed, fc.constant(null))
}

function written(type: string, value: unknown): Body {
  if (type === 'application/json')
    return {
      type,
      bytes: (known, place) => Buffer.from(withKnownIds(JSON.stringify(value) ?? '', known, place)),
    }
  if (type === 'multipart/form-data') return form(value)
  const text = type === 'text/csv' ? csv(asText(value)) : asText(value)
  return { type, bytes: () => Buffer.from(text) }
}

function form(value: unknown): Body {
  const parts = Object.entries(value && typeof value === 'object' ? value : {}).flatMap(([name, one]) =>
    (Array.isArray(one) ? one : [one]).flatMap((part) => {
      const isFile = /file/i.test(name)
      const file = isFile ? `; filename="a.png"\r\nContent-Type: image/png` : ''
      const content = isFile && asText(part).length % 2 === 0 ? picture : Buffer.from(asText(part))
      const head = `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${file}\r\n\r\n`
      return [Buffer.from(head), content, Buffer.from('\r\n')]
    }),
  )
  const bytes = Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)])
  return { type: `multipart/form-data; boundary=${boundary}`, bytes: () => bytes }
}

/** Ids in a body are of things that exist: what bodies name are products. */
const withKnownIds = (body: string, known: Known, place: number) =>
  body.replace(
    /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g,
    (id, at: number) => known.id('products', place + at) ?? id,
  )

/** Rows of a product export with the value in every place but the price. */
const csv = (cell: string) =>
  `Handle,Title,Body (HTML),Type,Variant Price,Variant Inventory Qty\n${cell},${cell},${cell},${cell},1.50,3\n"${cell}",Bread,,,${cell},${cell}\n`

/** A true PNG of one pixel. */
const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
)

const boundary = 'fuzzboundary'
const otherTypes = [
  'text/plain',
  'application/xml',
  'multipart/form-data',
  'multipart/form-data; boundary=x',
  'application/json; charset=utf-16',
  '/',
]

type Body = { type: string; bytes: (known: Known, place: number) => Buffer }
