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
    /** What its route states, and the route's address; neither where there is no route. */
    route: FastifyContextConfig & { url?: string }
    principal: Principal | null
  }
}

/** Fastify makes a request's `routeOptions` anew each time they are asked for: here they are once, for all hooks. */
export function knowRoutes(app: App) {
  app.decorateRequest('route')
  app.addHook('onRequest', (request, _reply, done) => {
    request.route = request.routeOptions.config
    done()
  })
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
  app.addHook('onRequest', (request, _reply, done) => {
    const { access } = request.route
    if (access === undefined || access === 'public') return done()
    const token = bearerToken(request)
    if (!token) throw tokenMissing()
    const admit = (principal: Principal) => {
      request.principal = principal
      if (access === 'admin' && principal.role !== 'admin')
        throw forbidden('admin_only', 'This is for admins of the shop only.')
    }
    const principal = authenticate(token)
    if (principal instanceof Promise) return principal.then(admit)
    admit(principal)
    done()
  })
}

const tokenMissing = () => unauthorized('token_missing', 'Log in first: this needs an access token.')
