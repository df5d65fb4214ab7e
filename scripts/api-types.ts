/**
 * The routes and shapes of an OpenAPI document as TypeScript, for a client that a changed route no longer compiles with.
 * Knows what our own document uses and throws on anything else.
 */
export function apiTypes(document: OpenApi): string {
  const schemas = Object.entries(document.components.schemas).map(
    ([name, schema]) => `  ${name}: ${typeOf(schema)}`,
  )
  const routes = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(
      ([method, operation]) => `  '${method.toUpperCase()} ${path}': ${routeType(operation)}`,
    ),
  )
  return [
    '// Written by "npm run openapi" from the routes of the server.',
    `export interface Schemas {\n${schemas.join('\n')}\n}`,
    `export interface Routes {\n${routes.join('\n')}\n}\n`,
  ].join('\n\n')
}

function routeType({ parameters = [], requestBody, responses }: Operation) {
  const body = requestBody && Object.values(requestBody.content)[0]?.schema
  const fields = [
    objectOf('params', parameters, 'path'),
    objectOf('query', parameters, 'query'),
    objectOf('headers', parameters, 'header'),
    body && `body${requestBody.required ? '' : '?'}: ${typeOf(body)}`,
  ].filter(Boolean)
  return `{ input: { ${fields.join('; ')} }; output: ${outputOf(responses)} }`
}

function objectOf(name: string, parameters: Parameter[], place: Parameter['in']) {
  const fields = parameters.filter((one) => one.in === place)
  if (fields.length === 0) return undefined
  // What has a default may be left out, whatever its schema requires of the validated value.
  const needed = (one: Parameter) => one.required && one.schema.default === undefined
  const optional = fields.some(needed) ? '' : '?'
  const members = fields.map((one) =>
    needed(one)
      ? `${propertyName(one.name)}: ${typeOf(one.schema)}`
      : `${propertyName(one.name)}?: ${typeOf(one.schema)} | undefined`,
  )
  return `${name}${optional}: { ${members.join('; ')} }`
}

function outputOf(responses: Operation['responses']) {
  const [status, response] = Object.entries(responses).find(([code]) => code.startsWith('2')) ?? []
  const [type, content] = Object.entries(response?.content ?? {})[0] ?? []
  if (status === '204' || !content) return 'undefined'
  return type?.includes('json') ? typeOf(content.schema) : 'string'
}

function typeOf(schema: Schema): string {
  if (schema.$ref) return `Schemas['${schema.$ref.split('/').at(-1)}']`
  if ('const' in schema) return literal(schema.const)
  if (schema.enum) return schema.enum.map(literal).join(' | ')
  if (schema.anyOf) return schema.anyOf.map(typeOf).join(' | ')
  const made = simpleTypes[schema.type ?? 'any']
  if (made) return schema.format === 'binary' ? 'Blob' : made
  if (schema.type === 'array' && schema.items) return `Array<${typeOf(schema.items)}>`
  if (schema.type === 'object') return objectType(schema)
  throw new Error(`No type is known for ${JSON.stringify(schema)}: teach it to scripts/api-types.ts.`)
}

function objectType({ properties = {}, required = [], additionalProperties }: Schema) {
  const members = Object.entries(properties).map(
    ([name, schema]) => `${propertyName(name)}${required.includes(name) ? '' : '?'}: ${typeOf(schema)}`,
  )
  const open = typeof additionalProperties === 'object'
  if (open) members.push(`[name: string]: ${indexType(additionalProperties, properties, required)}`)
  return `{ ${members.join('; ')} }`
}

/** An index signature has to admit the named properties too, absent ones among them. */
function indexType(extra: Schema, properties: Record<string, Schema>, required: string[]) {
  const someAbsent = Object.keys(properties).some((name) => !required.includes(name))
  return someAbsent ? `${typeOf(extra)} | undefined` : typeOf(extra)
}

const simpleTypes: Record<string, string> = {
  string: 'string',
  integer: 'number',
  number: 'number',
  boolean: 'boolean',
  null: 'null',
  any: 'unknown',
}
const literal = (value: unknown) => (typeof value === 'string' ? `'${value}'` : String(value))
const propertyName = (name: string) => (/^[A-Za-z_]\w*$/.test(name) ? name : `'${name}'`)

export type OpenApi = {
  components: { schemas: Record<string, Schema> }
  paths: Record<string, Record<string, Operation>>
}
type Operation = {
  parameters?: Parameter[]
  requestBody?: { required?: boolean; content: Record<string, { schema: Schema }> }
  responses: Record<string, { content?: Record<string, { schema: Schema }> }>
}
type Parameter = { name: string; in: 'path' | 'query' | 'header'; required?: boolean; schema: Schema }
type Schema = {
  $ref?: string
  type?: string
  format?: string
  const?: unknown
  enum?: unknown[]
  anyOf?: Schema[]
  items?: Schema
  properties?: Record<string, Schema>
  required?: string[]
  additionalProperties?: Schema | boolean
  default?: unknown
}
