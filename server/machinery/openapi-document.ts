import { STATUS_CODES } from 'node:http'
import { isDeepStrictEqual } from 'node:util'

/**
 * Brings the generated document into the shape that readers and client generators want: every schema with a title is
 * named once in the components, every plain refusal is a named response.
 * @throws when two different schemas have one title.
 */
export function finishDocument(generated: object): Json {
  const document = JSON.parse(JSON.stringify(generated)) as Json
  const schemas: Record<string, Json> = {}
  const responses: Record<string, Json> = {}
  const paths = nameSchemas(document.paths as Json, schemas) as Record<string, Record<string, Operation>>
  for (const path of Object.values(paths)) {
    for (const operation of Object.values(path)) {
      if (operation.requestBody) operation.requestBody = requestBody(operation.requestBody)
      for (const [status, response] of Object.entries(operation.responses))
        operation.responses[status] = answer(status, response, responses)
    }
  }
  return { ...document, paths, components: { ...(document.components as Json), schemas, responses } }
}

/** Replaces each schema that has a title by a reference, innermost first, and collects them. */
function nameSchemas(node: unknown, named: Record<string, Json>): unknown {
  if (Array.isArray(node)) return node.map((one) => nameSchemas(one, named))
  if (typeof node !== 'object' || node === null) return node
  const walked: Json = Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, key === 'examples' ? value : nameSchemas(value, named)]),
  )
  const { title } = walked
  if (typeof title !== 'string') return walked
  const known = named[title]
  if (known && !isDeepStrictEqual(withoutExamples(known), withoutExamples(walked)))
    throw new Error(`Two different schemas have the title ${title}`)
  // Fastify's plugin moves a body's examples beside its schema, so that the same schema comes with and without them.
  named[title] = known?.examples ? known : walked
  return { $ref: `#/components/schemas/${title}` }
}

/** A body that may be null may be left out; one of text is what it is, whatever the form beside it holds. */
function requestBody(body: Body): Body {
  const content: Body['content'] = {}
  let required = true
  for (const [type, { schema, ...media }] of Object.entries(body.content)) {
    const choices = (schema.anyOf as Json[] | undefined) ?? [schema]
    const given = choices.filter((choice) => choice.type !== 'null')
    if (given.length < choices.length) required = false
    const taken = given.length === 1 ? (given[0] as Json) : schema
    content[type] = { ...media, schema: type.startsWith('text/') ? { type: 'string' } : taken }
  }
  return { ...body, required, content }
}

/** Says what the status means where the route does not, and names the plain refusals, which are the same everywhere. */
function answer(status: string, response: Response, named: Record<string, Json>): Json {
  const phrase = STATUS_CODES[status] ?? status
  const headers = extraHeaders[status]
  const described = {
    ...response,
    description: response.description === 'Default Response' ? phrase : response.description,
    ...(headers && { headers }),
  }
  if (!isDeepStrictEqual(response.content, plainProblem)) return described
  const name = phrase.replace(/[^a-zA-Z]/g, '')
  named[name] = described
  return { $ref: `#/components/responses/${name}` }
}

const plainProblem = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } }

function withoutExamples({ examples: _, ...schema }: Json) {
  return schema
}

const seconds = { description: 'Seconds to wait', schema: { type: 'integer', minimum: 1 } }
const extraHeaders: Record<string, Json> = {
  401: { 'WWW-Authenticate': { schema: { type: 'string', examples: ['Bearer'] } } },
  429: { 'Retry-After': seconds },
  503: { 'Retry-After': seconds },
}

type Json = Record<string, unknown>
type Media = { schema: Json }
type Body = { required?: boolean; content: Record<string, Media> }
type Response = { description?: string; content?: Json }
type Operation = { requestBody?: Body; responses: Record<string, Json> }
