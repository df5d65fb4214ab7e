import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import type { FastifySchemaCompiler } from 'fastify'

/**
 * Bodies are taken as they are: "1" is no number. What comes as text (query, params, headers) is converted.
 * Unknown fields are refused, never dropped; defaults are filled in.
 */
export function validators(): FastifySchemaCompiler<object> {
  const options = {
    useDefaults: true,
    removeAdditional: false,
    allErrors: false,
    strict: false,
    // That the schemas are schemas, the test of the OpenAPI document sees; seeing it here is a tenth of the start.
    validateSchema: false,
  } as const
  const exact = formats(new Ajv({ ...options, coerceTypes: false }))
  const converting = formats(new Ajv({ ...options, coerceTypes: true }))
  return ({ schema, httpPart }) => (httpPart === 'body' ? exact : converting).compile(schema)
}

function formats(ajv: Ajv) {
  addFormats.default(ajv)
  return ajv
}
