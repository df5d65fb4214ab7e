import fc, { type Arbitrary } from 'fast-check'
import { type Document, resolve, type Schema } from './document.ts'

/** Values that a schema allows, in which `brokenness` of 100 leaves are replaced by something else. */
export function anyValue(document: Document, given: Schema, brokenness: number): Arbitrary<unknown> {
  const schema = resolve(document, given)
  const good = goodValue(document, schema, brokenness)
  const weighted = [{ weight: 100 - brokenness, arbitrary: good }]
  if (schema.examples?.length) weighted.push({ weight: 100, arbitrary: fc.constantFrom(...schema.examples) })
  if (brokenness > 0) weighted.push({ weight: brokenness, arbitrary: nasty })
  return fc.oneof(...weighted)
}

function goodValue(document: Document, schema: Schema, brokenness: number): Arbitrary<unknown> {
  const inner = (one: Schema) => anyValue(document, one, brokenness)
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return fc.oneof(...choices.map(inner))
  if ('const' in schema) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  if (Array.isArray(schema.type)) return fc.oneof(...schema.type.map((type) => inner({ ...schema, type })))
  switch (schema.type) {
    case 'string':
      return textOf(schema)
    case 'integer':
      return fc.integer({ min: schema.minimum ?? -(2 ** 31), max: schema.maximum ?? 2 ** 31 })
    case 'number':
      return fc.double({ min: schema.minimum ?? -1e9, max: schema.maximum ?? 1e9, noNaN: true })
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'array':
      return fc.array(inner(schema.items ?? {}), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 5, 5),
      })
    case 'object':
      return objectOf(schema, inner, brokenness)
    default:
      return fc.jsonValue({ maxDepth: 3 })
  }
}

function objectOf(schema: Schema, inner: (one: Schema) => Arbitrary<unknown>, brokenness: number) {
  const properties = Object.entries(schema.properties ?? {}).map(([name, one]) => [name, inner(one)])
  const requiredKeys = brokenness > 0 && properties.length > 0 ? [] : (schema.required ?? [])
  const object = fc.record(Object.fromEntries(properties), { requiredKeys: requiredKeys as never[] })
  const strange = fc.constantFrom('__proto__', 'constructor', 'toString', 'id', 'role', 'x\0', 'isAdmin')
  if (brokenness === 0) return object
  return fc
    .tuple(object, fc.option(fc.tuple(strange, nasty), { freq: 20 }))
    .map(([good, extra]) => (extra ? { ...good, [extra[0]]: extra[1] } : good))
}

function textOf({ format, pattern, minLength = 0, maxLength = 60 }: Schema): Arbitrary<string> {
  if (format === 'uuid') return fc.uuid({ version: 7 })
  if (format === 'email') return fc.emailAddress()
  if (format === 'date-time') return someDate.map((date) => date.toISOString())
  if (format === 'date') return someDate.map((date) => date.toISOString().slice(0, 10))
  if (pattern && !pattern.includes('(?=') && !pattern.includes('\\p'))
    return fc.stringMatching(new RegExp(pattern, 'u'))
  return fc.string({ minLength, maxLength: Math.max(minLength, Math.min(maxLength, 60)), unit: 'grapheme' })
}

const someDate = fc.date({ min: new Date('2024-01-01'), max: new Date('2028-12-31'), noInvalidDate: true })

/** What breaks programs: edges of numbers, hostile text, wrong types, depth and size. */
export const nasty: Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(
    ...[null, true, 0, -1, -0, 1.5, 1e308, 2 ** 31, 2 ** 53, -(2 ** 63), [], {}, [[]], [null], '', ' ', '1'],
    ...[
      '\0',
      'a\0b',
      '\ud800',
      '\udfff',
      '\u202e',
      '\ufeff',
      '\u2028',
      '👩‍👩‍👧',
      'ﷺ'.repeat(50),
      'e\u0301'.repeat(50),
    ],
    ...[
      "' or 1=1 --",
      '"; drop table users; --',
      '%',
      '_',
      '\\',
      '%00',
      '../../etc/passwd',
      '{{7*7}}',
      '$\u007b7*7}',
    ],
    ...['<script>alert(1)</script>', '=1+1', '\r\nSet-Cookie: a=b', 'infinity', 'NaN', '-0', '1e400', '0x10'],
    ...['2026-02-30', '9999-12-31T23:59:60Z', '-infinity', '00000000-0000-0000-0000-000000000000'],
    ...['a'.repeat(300), 'a'.repeat(50_000), 'a@'.repeat(2_000), 'a@b.co,c@d.co', 'a@b.co\nBcc: c@d.co'],
  ),
  fc.constantFrom({ __proto__: null, a: 1 }, nested(50), { $ne: null }, { toString: 1 }, ['a', 'b']),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.double(),
)

/** A value as it is written outside JSON. */
export const asText = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? '')

function nested(depth: number): unknown {
  return depth === 0 ? 'deep' : [nested(depth - 1)]
}
