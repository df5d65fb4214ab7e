import { ProductForm } from '../../contracts/catalog-admin.ts'
import { validators } from '../validation.ts'

/**
 * The fields of an upload, which come as text, by the rules of the API.
 * @throws what Fastify throws for a body that is not as its schema says, which becomes a 400.
 */
export function checkForm(fields: Record<string, unknown>): ProductForm {
  if (validate(fields)) return fields as ProductForm
  throw Object.assign(new Error('invalid form'), { validation: validate.errors, validationContext: 'body' })
}

// As with every input that comes as text, "5" is a number where the schema wants one.
const validate = validators()({
  schema: ProductForm,
  method: 'POST',
  url: '/upload-product',
  httpPart: 'querystring',
}) as { (fields: unknown): boolean; errors?: unknown[] }
