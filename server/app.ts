import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import Fastify from 'fastify'
import { readCookies } from './accounts/cookies.ts'
import { accountRoutes } from './accounts/routes.ts'
import { adminRoutes } from './admin/routes.ts'
import { cartAdditions } from './cart/cart-additions.ts'
import { cartRoutes } from './cart/routes.ts'
import { catalogRoutes } from './catalog/routes.ts'
import type { Context } from './context.ts'
import { handleErrors } from './error-handler.ts'
import { type App, guardRoutes, knowRoutes } from './http.ts'
import { apiReference } from './machinery/api-reference.ts'
import { limitClients } from './machinery/client-limits.ts'
import { refuseCrossSite } from './machinery/cross-site.ts'
import { drainOnClose } from './machinery/drain.ts'
import { answerEarly } from './machinery/early-answers.ts'
import { jsonBodies } from './machinery/json-body.ts'
import { describeApi } from './machinery/openapi.ts'
import { refuseBadRequests } from './machinery/refuse-bad-requests.ts'
import { createRequestLog } from './machinery/request-log.ts'
import { machineryRoutes } from './machinery/routes.ts'
import { securityHeaders } from './machinery/security-headers.ts'
import { serverOptions } from './machinery/server-options.ts'
import { shedLoad } from './machinery/shed-load.ts'
import { traceRequests } from './machinery/trace-requests.ts'
import { serveUploads } from './machinery/uploads.ts'
import { orderPlacement } from './orders/place-order.ts'
import { orderRoutes } from './orders/routes.ts'
import { pageRoutes } from './pages/routes.ts'
import { openWebApp } from './pages/web-app.ts'
import { statsRoutes } from './stats/routes.ts'
import { validators } from './validation.ts'

/** The shop over HTTP: every route of the contract, ready to listen or to inject requests into. */
export async function buildApp(context: Context): Promise<App> {
  const { config, log, metrics } = context
  const requestLog = createRequestLog(log, metrics)
  const web = openWebApp(config)
  const app: App = Fastify(serverOptions(config, log, requestLog)).withTypeProvider<TypeBoxTypeProvider>()

  app.setValidatorCompiler(validators())
  jsonBodies(app)
  knowRoutes(app)
  handleErrors(app, web.answer)
  securityHeaders(app, config)
  app.addHook('onRequest', (request, reply, done) => {
    requestLog.follow(request, reply)
    done()
  })
  app.addHook('onClose', async () => requestLog.tellRefusals())
  traceRequests(app, context.tracing)
  const placeOrder = orderPlacement(context)
  const addToCart = cartAdditions({ ...context, orders: placeOrder })
  const shedding = shedLoad(app, { ...context, buying: [placeOrder, addToCart] })
  answerEarly(app, { config, shedding, requestLog, isTraced: context.tracing !== undefined })
  refuseBadRequests(app)
  refuseCrossSite(app, config)
  limitClients(app, context)
  guardRoutes(app, context.sessions.authenticate)
  drainOnClose(app, context.health)
  await describeApi(app, config)
  apiReference(app, config)

  await app.register(async (accounts: App) => {
    await readCookies(accounts)
    accountRoutes(accounts, context)
  })
  catalogRoutes(app, context)
  cartRoutes(app, { ...context, orders: placeOrder, addToCart })
  orderRoutes(app, { ...context, placeOrder })
  statsRoutes(app, context)
  adminRoutes(app, context)
  machineryRoutes(app, context)
  pageRoutes(app, context, web)
  await serveUploads(app, config.uploadsDir)
  await app.ready()
  return app
}
