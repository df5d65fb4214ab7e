import fc, { type Arbitrary } from 'fast-check'
import type { Document, Operation, Parameter } from './document.ts'
import type { Request } from './send.ts'
import { anyValue, nasty } from './values.ts'

/** Requests of one operation: half of them as the document wants them, half with something broken in them. */
export function requestsOf(document: Document, method: string, path: string, operation: Operation) {
  const with_ = (brokenness: number) => requestOf(document, method, path, operation, brokenness)
  return fc.oneof(
    { weight: 5, arbitrary: with_(0) },
    { weight: 4, arbitrary: with_(8) },
    { weight: 1, arbitrary: with_(60) },
  )
}

function requestOf(
  document: Document,
  method: string,
  path: string,
  { parameters = [], requestBody }: Operation,
  brokenness: number,
): Arbitrary<(known: Known) => Request> {
  const place = (where: Parameter['in']) => parameters.filter((one) => one.in === where)
  const values = (where: Parameter['in']) =>
    fc.record(
      Object.fromEntries(place(where).map((one) => [one.name, anyValue(document, one.schema, brokenness)])),
      {
        requiredKeys:
          brokenness > 0
            ? []
            : place(where)
                .filter((one) => one.required)
                .map((one) => one.name),
      },
    )
  return fc
    .record({
      ids: fc.array(fc.tuple(fc.nat(), brokenness > 0 ? nasty : fc.uuid({ version: 7 }), fc.nat(9)), {
        minLength: 4,
        maxLength: 4,
      }),
      query: values('query'),
      extraQuery:
        brokenness > 0 ? fc.option(fc.tuple(fc.string(), fc.string()), { freq: 10 }) : fc.constant(null),
      headers: values('header'),
      strange: brokenness > 0 ? fc.constantFrom({}, ...strangeHeaders) : fc.constant({}),
      body: bodyOf(document, requestBody, brokenness),
    })
    .map(({ ids, query, extraQuery, headers, strange, body }) => (known) => {
      let next = 0
      const fill = path.replace(/\{\w+\}/g, () => {
        const [index, other, die] = ids[next++ % ids.length] as (typeof ids)[0]
        return encode(die < 6 && known.ids.length > 0 ? known.ids[index % known.ids.length] : other)
      })
      const pairs = [...Object.entries(query), ...(extraQuery ? [extraQuery] : [])]
      const search = pairs.map(([name, value]) => `${encode(name)}=${encode(useKnown(name, value, known))}`)
      return {
        method: method.toUpperCase(),
        path: search.length > 0 ? `${fill}?${search.join('&')}` : fill,
        headers: {
          ...asHeaders(headers),
          ...strange,
          ...(body && { 'content-type': body.type }),
        },
        body: body?.bytes(known) ?? null,
      }
    })
}

const strangeHeaders: Record<string, string>[] = [
  { cookie: 'refresh=%00; registration=%00' },
  { cookie: 'refresh=\xff; =;;=; registration="' },
  { origin: 'https://evil.example' },
  { 'sec-fetch-site': 'cross-site' },
  { host: '\xff:99999' },
  { 'x-forwarded-for': "'; drop table users" },
  { 'x-request-id': 'a b\xff' },
  { 'if-none-match': '*, W/"' },
  { range: 'bytes=5-1,-' },
  { 'accept-encoding': 'br;q=x, *;q=0' },
  { 'content-encoding': 'gzip' },
  { 'user-agent': '\xff'.repeat(5_000) },
]

/** The body as the bytes that are sent: JSON, a form or CSV, sometimes cut off or under another type's name. */
function bodyOf(
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
  if (brokenness === 0) return kinds
  const cut = fc
    .tuple(kinds, fc.nat(200))
    .map(([one, at]) => ({ ...one, bytes: (known: Known) => one.bytes(known).subarray(0, at) }))
  const renamed = fc.tuple(kinds, fc.constantFrom(...otherTypes)).map(([one, type]) => ({ ...one, type }))
  return fc.oneof({ weight: 20, arbitrary: kinds }, cut, renamed, fc.constant(null))
}

const otherTypes = [
  'text/plain',
  'application/xml',
  'multipart/form-data',
  'multipart/form-data; boundary=x',
  'application/json; charset=utf-16',
  '/',
]

function written(type: string, value: unknown): Body {
  if (type === 'application/json')
    return { type, bytes: (known) => Buffer.from(withKnownIds(JSON.stringify(value) ?? '', known)) }
  if (type === 'text/csv') return { type, bytes: () => Buffer.from(csv(text(value))) }
  if (type !== 'multipart/form-data') return { type, bytes: () => Buffer.from(text(value)) }
  const boundary = 'fuzzboundary'
  const parts = Object.entries(value && typeof value === 'object' ? value : {}).flatMap(([name, one]) =>
    (Array.isArray(one) ? one : [one]).flatMap((part) => {
      const isFile = /file/i.test(name)
      const file = isFile ? `; filename="a.png"\r\nContent-Type: image/png` : ''
      const content = isFile && text(part).length % 2 === 0 ? picture : Buffer.from(text(part))
      const head = `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${file}\r\n\r\n`
      return [Buffer.from(head), content, Buffer.from('\r\n')]
    }),
  )
  const bytes = Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)])
  return { type: `${type}; boundary=${boundary}`, bytes: () => bytes }
}

/** Rows of a product export with the value in every place but the price. */
const csv = (cell: string) =>
  `Handle,Title,Body (HTML),Type,Variant Price,Variant Inventory Qty\n${cell},${cell},${cell},${cell},1.50,3\n"${cell}",Bread,,,${cell},${cell}\n`

/** A true PNG of one pixel. */
const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
)

const asHeaders = (values: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      text(value)
        .replace(/[^\x20-\x7e\x80-\xff]/g, '?')
        .slice(0, 8_000),
    ]),
  )

/** A cursor that the shop handed out gets further than one that is made up. */
const useKnown = (name: string, value: unknown, { cursors }: Known) =>
  name === 'cursor' && text(value).length % 2 === 0 ? (cursors.at(-1) ?? value) : value

/** Ids in a body are mostly of things that exist. */
const withKnownIds = (body: string, { ids }: Known) =>
  ids.length === 0
    ? body
    : body.replace(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g, (id) =>
        String(ids[Number.parseInt(id.slice(-6), 16) % ids.length]),
      )

const encode = (value: unknown) => encodeURIComponent(text(value).toWellFormed()).slice(0, 4_000)
const text = (value: unknown) => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''))

type Body = { type: string; bytes: (known: Known) => Buffer }

/** What earlier answers told: ids and cursors that mean something to the shop. */
export type Known = { ids: string[]; cursors: string[] }
