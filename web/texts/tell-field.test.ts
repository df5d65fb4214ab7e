import { Ajv } from 'ajv'
import { beforeAll, expect, test, vi } from 'vitest'
import { Register } from '../../contracts/accounts.ts'
import { ChangeStock } from '../../contracts/catalog-admin.ts'

let tellField: typeof import('./tell-field.ts').tellField
let FieldProblem: typeof import('../api/problem.ts').FieldProblem

beforeAll(async () => {
  vi.stubGlobal('localStorage', { getItem: () => null })
  vi.stubGlobal('navigator', { languages: ['en'] })
  ;({ tellField } = await import('./tell-field.ts'))
  ;({ FieldProblem } = await import('../api/problem.ts'))
})

const told = (schema: object, value: unknown) => {
  const validate = new Ajv({ allErrors: true, strict: false }).compile(schema)
  validate(value)
  return (validate.errors ?? []).map(({ instancePath, message = '' }) =>
    tellField(new FieldProblem(instancePath.slice(1), message)),
  )
}

test('what the validator refuses is told in words of ours', () => {
  expect(told(Register, { name: ' ', email: 'ada', password: 'short' })).toEqual([
    'There is something in it that cannot be kept, or nothing but spaces. Type it anew.',
    'This is no e-mail address. Check it for typing errors.',
    'At least 8 characters, please.',
  ])
  expect(told(Register, { email: 'ada@example.com', password: 'x'.repeat(129) })).toEqual([
    'This is still missing.',
    'At most 128 characters, please.',
  ])
  expect(told(ChangeStock, { delta: 1.5, reason: 'damage' })).toEqual(['A number is wanted here.'])
})

test('what nobody foresaw is told as the server said it', () => {
  expect(tellField(new FieldProblem('file', 'is on fire'))).toBe('is on fire')
})
