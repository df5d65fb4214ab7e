import type { IncomingMessage, ServerResponse } from 'node:http'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyBaseLogger, FastifyInstance, FastifyRequest, RawServerDefault } from 'fastify'
import { forbidden, unauthorized } from './errors.ts'

/** The Fastify instance that every domain's routes are added to. */
export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>

/** Who may call a route. Every route states it; one that does not fails the start. */
export type Access = 'public' | 'customer' | 'admin'

/** Who calls: from a verified access token whose session has not been revoked. */
export type Principal = { userId: string; role: 'customer' | 'admin'; sessionId: string }

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access
  }
  interface FastifyRequest {
    principal: Principal | null
  }
}

/** The caller of a route that is not public. */
export function caller(request: Pick<FastifyRequest, 'principal'>): Principal {
  if (!request.principal) throw tokenMissing()
  return request.principal
}

/** The access token that a request carries, good or not. */
export function bearerToken({ headers }: Pick<FastifyRequest, 'headers'>): string | undefined {
  return /^Bearer ([^\s]+)$/i.exec(headers.authorization ?? '')?.[1]
}

/**
 * Asks for a token wherever a route is not public, and for the role where it is for admins (S35).
 * `authenticate` throws a 401 for a token that is not good.
 */
export function guardRoutes(app: App, authenticate: (token: string) => Principal | Promise<Principal>) {
  app.decorateRequest('principal', null)
  app.addHook('onRoute', (route) => {
    if (!route.config?.access) throw new Error(`${route.method} ${route.url} states no access`)
  })
  app.addHook('onRequest', async (request) => {
    const access = request.routeOptions.config.access
    if (access === undefined || access === 'public') return
    const token = bearerToken(request)
    if (!token) throw tokenMissing()
    request.principal = await authenticate(token)
    if (access === 'admin' && request.principal.role !== 'admin')
      throw forbidden('admin_only', 'This is for admins of the shop only.')
  })
}

const tokenMissing = () => unauthorized('token_missing', 'Log in first: this needs an access token.')
