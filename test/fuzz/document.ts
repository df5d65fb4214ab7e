/** As much of an OpenAPI document as the fuzzer reads. */
export type Document = {
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, Schema>; responses: Record<string, Answer> }
}

export type Operation = {
  operationId: string
  security: object[]
  parameters?: Parameter[]
  requestBody?: { required: boolean; content: Record<string, { schema: Schema }> }
  responses: Record<string, Answer | Reference>
}

export type Parameter = { in: 'path' | 'query' | 'header'; name: string; required: boolean; schema: Schema }
export type Answer = { content?: Record<string, { schema: Schema }> }
export type Reference = { $ref: string }

export type Schema = {
  $ref?: string
  type?: string | string[]
  anyOf?: Schema[]
  oneOf?: Schema[]
  enum?: unknown[]
  const?: unknown
  examples?: unknown[]
  format?: string
  pattern?: string
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  items?: Schema
  minItems?: number
  maxItems?: number
  properties?: Record<string, Schema>
  required?: string[]
}

/** What a reference into the document stands for. */
export function resolve<T extends object>(document: Document, node: T | Reference): T {
  if (!('$ref' in node) || typeof node.$ref !== 'string') return node as T
  const [, , kind, name] = node.$ref.split('/')
  return document.components[kind as 'schemas'][name as string] as T
}
