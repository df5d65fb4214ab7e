import type { FastifySchemaValidationError } from 'fastify/types/schema.js'
import { type AppError, invalid, notFound } from './errors.ts'

/**
 * What a schema refused, told once for each field: the validator names every branch of a choice and the choice itself,
 * which nobody who filled in one field wants to read. What cannot be an id is the id of nothing: 404.
 */
export function invalidInput(refused: FastifySchemaValidationError[], where: string): AppError {
  if (where === 'params') return notFound()
  const part = where === 'querystring' ? 'query' : where
  const told = new Map<string, FastifySchemaValidationError[]>()
  for (const one of refused.filter(isTelling)) {
    const path = pathOf(part, one)
    told.set(path, [...(told.get(path) ?? []), one])
  }
  const errors = [...told].map(([path, all]) => ({ path, message: messageOf(all) }))
  return invalid('invalid_input', `Some of the ${part} is not as it should be: see errors.`, errors)
}

/** A choice says nothing that its branches do not say; a branch of another type says nothing where one fits better. */
function isTelling(one: FastifySchemaValidationError, _place: number, all: FastifySchemaValidationError[]) {
  if (one.keyword === 'anyOf') return all.length === 1
  if (one.keyword !== 'type') return true
  return !all.some(
    (other) =>
      other.instancePath.startsWith(`${one.instancePath}/`) ||
      (other.instancePath === one.instancePath && other.keyword !== 'type' && other.keyword !== 'anyOf'),
  )
}

function messageOf(all: FastifySchemaValidationError[]) {
  const choices = all.map(({ params }) => params.type ?? JSON.stringify(params.allowedValue))
  if (all.length > 1 && choices.every((one) => one !== undefined)) return `must be ${choices.join(' or ')}`
  return all[0]?.message ?? 'is not valid'
}

function pathOf(part: string, { instancePath, params }: FastifySchemaValidationError) {
  const inner = instancePath.split('/').filter(Boolean)
  const extra = params.missingProperty ?? params.additionalProperty
  return [...(part === 'body' ? [] : [part]), ...inner, ...(extra === undefined ? [] : [String(extra)])].join(
    '.',
  )
}
