import { type AppError, problem } from '../errors.ts'
import { fieldLines } from './raw-head.ts'

/**
 * A problem where no Fastify sends it, and the lines of the head that it needs. What is told over and over is put into words
 * once, all but the `requestId`: ASCII in which JSON has nothing to escape.
 */
export function wholeProblem(error: AppError, requestId: string) {
  const { start, end, bytes, fields } = words.get(error) ?? wordsOf(error)
  return {
    body: start + requestId + end,
    fields: fields + fieldLines(['content-length', `${bytes + requestId.length}`]),
  }
}

const words = new WeakMap<AppError, Words>()

function wordsOf(error: AppError): Words {
  const [start = '', end = ''] = JSON.stringify(problem(error, anyId)).split(anyId)
  const own = Object.entries(error.options.headers ?? {}).flat()
  const fields = fieldLines(['content-type', 'application/problem+json', ...own])
  const known = { start, end, bytes: Buffer.byteLength(start + end), fields }
  words.set(error, known)
  return known
}

/** What stands before and after the id, how many bytes that is, and the lines of the head but for the length. */
type Words = { start: string; end: string; bytes: number; fields: string }

const anyId = '00000000-0000-0000-0000-000000000000'
