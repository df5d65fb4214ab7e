import { randomBytes, randomFillSync, randomInt } from 'node:crypto'
import { v7, validate } from 'uuid'
import { notFound } from '../errors.ts'

/**
 * A new id: UUIDv7, so that rows made together lie together in an index; those of one millisecond in the order in which
 * they were made.
 */
export function newId(): string {
  if (drawn === randoms.length) {
    randomFillSync(randoms)
    drawn = 0
  }
  const random = randoms.subarray(drawn, drawn + 16)
  drawn += 16
  sequence = (sequence + 1) >>> 0
  return v7({ random, seq: sequence })
}

// Drawn for many ids at once: a draw costs more than the rest of an id.
const randoms = new Uint8Array(16 * 256)
let drawn = randoms.length
let sequence = randomInt(2 ** 32)

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
