import type { FastifyRequest } from 'fastify'
import { caller } from '../http.ts'

/** Who writes: an admin in a request, or nobody by name (the command line). */
export type Actor = { actorId: string | null; requestId: string | null }

export const actor = (request: Pick<FastifyRequest, 'principal' | 'id'>): Actor => ({
  actorId: caller(request).userId,
  requestId: request.id,
})
