import { Validator } from '@seriousme/openapi-schema-validator'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startShop, type TestShop } from '../support/shop.ts'

let shop: TestShop
let document: Document
beforeAll(async () => {
  shop = await startShop()
  document = (await shop.app.inject('/openapi.json')).json()
})
afterAll(() => shop.close())

test('the document is valid OpenAPI 3.1', async () => {
  expect(await new Validator().validate(structuredClone(document))).toEqual({ valid: true })
})

test('every operation has a summary, a tag that is described, its own name and every refusal of its kind', () => {
  const known = document.tags.map((tag) => tag.name)
  const operations = Object.values(document.paths).flatMap((path) => Object.values(path))
  expect(operations.length).toBeGreaterThan(20)
  expect(new Set(operations.map((operation) => operation.operationId)).size).toBe(operations.length)
  for (const { operationId, summary, tags, security, responses } of operations) {
    expect([operationId, summary]).toEqual([operationId, expect.stringMatching(/^[A-Z]/)])
    expect([operationId, known]).toEqual([operationId, expect.arrayContaining(tags)])
    if (security.length > 0) expect([operationId, responses[401]]).toEqual([operationId, expect.anything()])
  }
})

test('schemas and refusals are named, not repeated', () => {
  expect(document.components.schemas).toHaveProperty('Cart')
  expect(document.components.schemas).toHaveProperty('Problem')
  expect(document.paths['/products/cartitems']?.get?.responses).toMatchObject({
    200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Cart' } } } },
    401: { $ref: '#/components/responses/Unauthorized' },
    503: { $ref: '#/components/responses/ServiceUnavailable' },
  })
  expect(JSON.stringify(document.paths)).not.toContain('"title"')
})

type Operation = {
  operationId: string
  summary: string
  tags: string[]
  security: object[]
  responses: Record<string, object>
}
type Document = {
  tags: { name: string }[]
  paths: Record<string, Record<string, Operation>>
  components: { schemas: object; responses: object }
}
