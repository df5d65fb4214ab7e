import { randomBytes } from 'node:crypto'
import { v7, validate } from 'uuid'
import { notFound } from '../errors.ts'

/** A new id: UUIDv7, so that rows made together lie together in an index. */
export const newId = (): string => v7()

export const isId = (text: string): boolean => validate(text)

/** @throws a 404 for what cannot be the id of anything. */
export function idOrNotFound(text: string): string {
  if (!isId(text)) throw notFound()
  return canonicalId(text)
}

/** An id as PostgreSQL writes it, so that the program may compare it with one that came from there. */
export const canonicalId = (text: string): string => (isId(text) ? text.toLowerCase() : text)

/** A name nobody can guess, of 128 bits, for uploads and the like. */
export const randomName = (): string => randomBytes(16).toString('base64url')
