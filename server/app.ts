import { randomUUID } from 'node:crypto'
import cookie from '@fastify/cookie'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import Fastify, { type FastifyBaseLogger, LogController } from 'fastify'
import { accountRoutes } from './accounts/routes.ts'
import { adminRoutes } from './admin/routes.ts'
import { cartRoutes } from './cart/routes.ts'
import { catalogRoutes } from './catalog/routes.ts'
import type { Context } from './context.ts'
import { handleErrors } from './error-handler.ts'
import { type App, guardRoutes } from './http.ts'
import { jsonBodies } from './machinery/json-body.ts'
import { describeApi } from './machinery/openapi.ts'
import { machineryRoutes } from './machinery/routes.ts'
import { securityHeaders } from './machinery/security-headers.ts'
import { orderRoutes } from './orders/routes.ts'
import { statsRoutes } from './stats/routes.ts'
import { validators } from './validation.ts'

/** The shop over HTTP: every route of the contract, ready to listen or to inject requests into. */
export async function buildApp(context: Context): Promise<App> {
  const { config, log } = context
  const app: App = Fastify({
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 128 * 1024,
    trustProxy: config.trustedProxies.length > 0 ? config.trustedProxies : false,
    requestIdHeader: false,
    genReqId: (request) => requestId(request.headers['x-request-id']),
    keepAliveTimeout: 75_000,
    requestTimeout: 60_000,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 300, ignoreTrailingSlash: false },
  }).withTypeProvider<TypeBoxTypeProvider>()

  app.setValidatorCompiler(validators())
  await app.register(cookie)
  jsonBodies(app)
  handleErrors(app)
  securityHeaders(app, config)
  guardRoutes(app, context.sessions.authenticate)
  await describeApi(app, config)

  accountRoutes(app, context)
  catalogRoutes(app, context)
  cartRoutes(app, context)
  orderRoutes(app, context)
  statsRoutes(app, context)
  adminRoutes(app, context)
  machineryRoutes(app, context)
  await app.ready()
  return app
}

/** A request keeps the id that the proxy gave it, if it is one; it names the request from nginx to the consumer. */
function requestId(given: string | string[] | undefined) {
  return typeof given === 'string' && /^[\w-]{8,64}$/.test(given) ? given : randomUUID()
}
