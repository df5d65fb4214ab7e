import { randomBytes } from 'node:crypto'
import { v7, validate } from 'uuid'
import { notFound } from '../errors.ts'

/** A new id: UUIDv7, so that rows made together lie together in an index. */
export const newId = (): string => v7()

export const isId = (text: string): boolean => validate(text)

/** @throws a 404 for what cannot be the id of anything. */
export function idOrNotFound(text: string): string {
  if (!isId(text)) throw notFound()
  return text
}

/** A name nobody can guess, of 128 bits, for uploads and the like. */
export const randomName = (): string => randomBytes(16).toString('base64url')
