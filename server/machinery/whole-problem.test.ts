import { expect, test } from 'vitest'
import { AppError, problem } from '../errors.ts'
import { wholeProblem } from './whole-problem.ts'

test('a problem is told in ASCII, whatever its words are, and its length is that of its bytes', () => {
  const error = new AppError(409, 'gone', 'Sold out: “Café” 😀', { headers: { 'retry-after': '2' } })
  for (const id of ['an-id-of-a-proxy', '36f7e92f-f8ea-47df-9362-5262669bf198']) {
    const { body, fields } = wholeProblem(error, id)
    expect(JSON.parse(body)).toEqual(problem(error, id))
    expect(body).toMatch(/^[\x20-\x7e]+$/)
    expect(fields).toBe(
      `content-type: application/problem+json\r\nretry-after: 2\r\ncontent-length: ${Buffer.byteLength(body)}\r\n`,
    )
  }
})
