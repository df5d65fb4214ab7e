import fc, { type Arbitrary } from 'fast-check'
import { bodyOf } from './bodies.ts'
import type { Document, Operation, Parameter } from './document.ts'
import { collectionOf, type Known } from './known.ts'
import type { Request } from './send.ts'
import { anyValue, asText, nasty } from './values.ts'

/** Requests of one operation: half of them as the document wants them, half with something broken in them. */
export function requestsOf(document: Document, method: string, path: string, operation: Operation) {
  const withBrokenness = (brokenness: number) => requestOf(document, method, path, operation, brokenness)
  return fc.oneof(
    { weight: 5, arbitrary: withBrokenness(0) },
    { weight: 4, arbitrary: withBrokenness(8) },
    { weight: 1, arbitrary: withBrokenness(60) },
  )
}

function requestOf(
  document: Document,
  method: string,
  path: string,
  { parameters = [], requestBody }: Operation,
  brokenness: number,
): Arbitrary<(known: Known) => Request> {
  const isBroken = brokenness > 0
  const values = (where: Parameter['in']) => {
    const own = parameters.filter((one) => one.in === where)
    const required = own.filter((one) => one.required && !isBroken)
    return fc.record(
      Object.fromEntries(own.map((one) => [one.name, anyValue(document, one.schema, brokenness)])),
      { requiredKeys: required.map((one) => one.name) },
    )
  }
  return fc
    .record({
      place: fc.nat(),
      strangeId: isBroken ? fc.option(nasty, { freq: 1 }) : fc.constant(null),
      query: values('query'),
      extra: isBroken ? fc.option(fc.tuple(fc.string(), fc.string()), { freq: 10 }) : fc.constant(null),
      headers: values('header'),
      strange: isBroken ? fc.constantFrom({}, ...strangeHeaders) : fc.constant({}),
      body: bodyOf(document, requestBody, brokenness),
    })
    .map(({ place, strangeId, query, extra, headers, strange, body }) => (known) => {
      const search = Object.entries(withKnownCursor(query, path, known, place))
      if (extra) search.push(extra)
      const pairs = search.map(([name, value]) => `${encode(name)}=${encode(value)}`)
      return {
        method: method.toUpperCase(),
        path: [fill(path, known, place, strangeId), ...pairs].join('&').replace('&', '?'),
        headers: {
          ...asHeaders(headers, known, place),
          ...strange,
          ...(body && { 'content-type': body.type }),
        },
        body: body?.bytes(known, place) ?? null,
      }
    })
}

/** A path with ids of things that exist, or with something strange instead. */
const fill = (path: string, known: Known, place: number, strange: unknown) =>
  path.replace(/\{\w+\}/g, (_parameter, at: number) => {
    const id = known.id(collectionOf(path.slice(0, at)), place)
    return encode(strange ?? id ?? '01936f5e-8d3a-7c1b-9f42-6a1d2e3f4b5c')
  })

/** A cursor that was made up is refused before anything else is looked at: mostly there is none, or a true one. */
function withKnownCursor(query: Record<string, unknown>, path: string, known: Known, place: number) {
  if (!('cursor' in query) || place % 4 === 0) return query
  const { cursor: _, ...others } = query
  const cursor = known.cursor(path)
  return cursor === undefined || place % 4 === 1 ? others : { ...others, cursor }
}

const asHeaders = (values: Record<string, unknown>, known: Known, place: number) =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const own = name === 'if-match' && place % 2 === 0 ? `"${known.version()}"` : asText(value)
      return [name, own.replace(/[^\x20-\x7e\x80-\xff]/g, '?').slice(0, 8_000)]
    }),
  )

const encode = (value: unknown) => encodeURIComponent(asText(value).toWellFormed()).slice(0, 4_000)

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
