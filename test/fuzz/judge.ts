import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { Problem } from '../../contracts/errors.ts'
import { type Document, type Operation, resolve } from './document.ts'
import type { Received } from './send.ts'

/** Says what is wrong with an answer, or nothing: the rules that hold for any request, however malformed. */
export function createJudge(document: Document) {
  const ajv = new Ajv2020({ strict: false, allErrors: false })
  addFormats.default(ajv)
  ajv.addSchema({ ...document, $id: 'openapi' })
  const isProblem = ajv.compile(Problem)
  const validators = new Map<object, ValidateFunction>()

  const fits = (schema: object, value: unknown) => {
    const known = validators.get(schema) ?? ajv.compile(absolute(schema) as object)
    validators.set(schema, known)
    return known(value) ? undefined : ajv.errorsText(known.errors)
  }

  return (operation: Operation, answer: Received): string | undefined => {
    const fault = faultOf(answer)
    if (fault) return fault
    const { status, headers, body } = answer
    const documented = operation.responses[status]
    if (!documented)
      return anywhere.has(status) ? undefined : `answers ${status}, which the document does not name`
    const { content } = resolve(document, documented)
    if (!content) return body === '' ? undefined : 'has a body where the document has none'
    const type = String(headers['content-type']).split(';', 1)[0] as string
    const media = content[type]
    if (!media) return `is ${type}, the document says ${Object.keys(content)}`
    return type.endsWith('json') ? fits(media.schema, JSON.parse(body)) : undefined
  }

  /** What holds for every answer, of an operation or not. */
  function faultOf({ status, headers, body }: Received): string | undefined {
    if (status >= 500 && status !== 503) return `answers ${status}`
    for (const name of ['x-request-id', 'x-served-by', 'content-security-policy', 'x-content-type-options'])
      if (!headers[name]) return `lacks ${name}`
    if (status < 400) return undefined
    if (!String(headers['content-type']).startsWith('application/problem+json')) {
      return `refuses as ${headers['content-type']}`
    }
    return isProblem(JSON.parse(body)) ? undefined : `refuses with ${ajv.errorsText(isProblem.errors)}`
  }
}

/** The machinery's own refusals of what is no proper request; an operation need not name them. */
const anywhere = new Set([400, 404, 408, 413, 414, 415, 429, 431])

/** References of the document as they are seen from outside it. */
function absolute(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(absolute)
  if (typeof node !== 'object' || node === null) return node
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, key === '$ref' ? `openapi${value}` : absolute(value)]),
  )
}
