import swagger from '@fastify/swagger'
import type { RouteOptions } from 'fastify'
import Type, { type TSchema } from 'typebox'
import { Problem } from '../../contracts/errors.ts'
import type { Config } from '../config.ts'
import type { App } from '../http.ts'
import { finishDocument } from './openapi-document.ts'

/** Collects every route's schema into the OpenAPI 3.1 document and serves it at /openapi.json. */
export async function describeApi(app: App, { shopName }: Pick<Config, 'shopName'>) {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: `${shopName} API`, version: '1.0.0', description },
      servers: [{ url: '/', description: 'This shop' }],
      tags,
      components: { securitySchemes: { token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
    },
    convertConstToEnum: false,
    transform: ({ schema, url, route }) => ({
      schema: { ...schema, ...described(route), operationId: operationId(route) },
      url,
    }),
    transformObject: (document) => finishDocument('openapiObject' in document ? document.openapiObject : {}),
  })

  let text: string | undefined
  app.get(
    '/openapi.json',
    {
      config: { access: 'public' },
      schema: {
        summary: 'This document',
        tags: ['Machinery'],
        response: { 200: Type.Unknown({ description: 'OpenAPI 3.1' }) },
      },
    },
    (_request, reply) => {
      text ??= JSON.stringify(app.swagger())
      return reply.type('application/json; charset=utf-8').serializer(String).send(text)
    },
  )
}

/** What a route's place in the shop adds to its own schema: who may call it, and what the machinery may answer. */
function described({ method, url, config, schema }: RouteOptions) {
  const { access, shed, perClient } = config ?? {}
  const writes = method !== 'GET'
  const takesBody = schema?.body !== undefined
  const takesInput = takesBody || schema?.querystring !== undefined || schema?.headers !== undefined
  const statuses = [
    ...(takesInput ? [400] : []),
    ...(access === 'public' ? [] : [401]),
    // A write may be refused because of the page that it comes from (S49).
    ...(access === 'admin' || writes ? [403] : []),
    ...(takesBody ? [413, 415] : []),
    ...(url.includes(':') ? [414] : []),
    ...(perClient ? [429] : []),
    ...(shed === 'never' ? [] : [503]),
  ]
  return {
    security: access === 'public' ? (schema?.security ?? []) : [{ token: [] }],
    response: asAnswers({
      ...Object.fromEntries(statuses.map((status) => [status, Problem])),
      ...(schema?.response as Record<string, TSchema>),
    }),
  }
}

/** An error is a problem document, unless the route names another media type. */
function asAnswers(responses: Record<string, TSchema>) {
  return Object.fromEntries(
    Object.entries(responses).map(([status, schema]) => [
      status,
      Number(status) < 400 || 'content' in schema
        ? schema
        : { content: { 'application/problem+json': { schema } } },
    ]),
  )
}

/** Such as `getProductsOrdersById`, for the clients that are generated from the document. */
function operationId({ method, url }: RouteOptions) {
  const words = url.split(/[^a-zA-Z0-9:]+/).filter(Boolean)
  const name = words.map((word) => (word[0] === ':' ? `By${capital(word.slice(1))}` : capital(word))).join('')
  return `${String(method).toLowerCase()}${name}`
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)

const description = `Everything that the shop's own pages use.

- **Errors** are \`application/problem+json\` (RFC 9457): \`code\` is stable, \`detail\` is for a person, \`requestId\` names the request in the logs.
- **Money** is a decimal string with the currency's digits. **Times** are RFC 3339 in UTC. **Ids** are opaque.
- **Lists** are \`{items, nextCursor}\`: ask for the page that follows with \`?cursor=\`.
- **Unknown fields** are refused, so that a typing error is seen.
- **429 and 503** carry \`Retry-After\`, and nothing has been done.
- Place an order with an \`Idempotency-Key\`, and a repeated request never makes a second one.`

const tags = [
  { name: 'Accounts', description: 'Register, log in, stay logged in' },
  { name: 'Catalogue', description: 'Products, categories, search' },
  { name: 'Catalogue, admin', description: 'Products, pictures, stock; import and export' },
  { name: 'Cart', description: 'What a customer is about to order' },
  { name: 'Orders', description: 'Place, follow and cancel orders' },
  { name: 'Orders, admin', description: 'All orders, and what becomes of them' },
  { name: 'Statistics', description: 'The figures of the dashboard' },
  { name: 'Administration', description: 'Customers, the audit log, events and their replay' },
  { name: 'Machinery', description: 'Is the shop well, and what can it do' },
]
