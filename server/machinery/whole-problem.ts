import { type AppError, problem } from '../errors.ts'
import { fieldLines } from './raw-head.ts'

/**
 * A problem where no Fastify sends it, as ASCII, and the lines of the head that it needs. What is told over and over is put into
 * words once, all but the `requestId`: ASCII in which JSON has nothing to escape.
 */
export function wholeProblem(error: AppError, requestId: string) {
  const { start, end, fields } = words.get(error) ?? wordsOf(error)
  const body = start + requestId + end
  return { body, fields: fields + fieldLines(['content-length', `${body.length}`]) }
}

const words = new WeakMap<AppError, Words>()

function wordsOf(error: AppError): Words {
  const [start = '', end = ''] = asciiOf(JSON.stringify(problem(error, anyId))).split(anyId)
  const own = Object.entries(error.options.headers ?? {}).flat()
  const fields = fieldLines(['content-type', 'application/problem+json', ...own])
  const known = { start, end, fields }
  words.set(error, known)
  return known
}

const asciiOf = (json: string) =>
  json.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)

/** What stands before and after the id, and the lines of the head but for the length. */
type Words = { start: string; end: string; fields: string }

const anyId = '00000000-0000-0000-0000-000000000000'
