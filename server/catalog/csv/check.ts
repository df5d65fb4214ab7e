import type { TSchema } from 'typebox'
import { validators } from '../../validation.ts'

/** The API's own rule for one value: what is wrong with it, or undefined. */
export function checkerOf(schema: TSchema): (value: string) => string | undefined {
  const validate = compile({ schema, method: '', url: '', httpPart: 'body' }) as Validate
  return (value) => {
    if (validate(value)) return undefined
    const [first] = validate.errors ?? []
    return first?.keyword === 'pattern'
      ? 'has characters that cannot be shown'
      : (first?.message ?? 'is not valid')
  }
}

const compile = validators()
type Validate = { (value: unknown): boolean; errors?: { keyword: string; message?: string }[] }
