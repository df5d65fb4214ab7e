import type { Context } from '../context.ts'
import { tooManyRequests } from '../errors.ts'
import type { App } from '../http.ts'
import { clientNetwork } from '../platform/client-network.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** How often one client may call the route in `windowMs`; RATE_LIMIT_FACTOR multiplies it. */
    perClient?: PerClient
  }
}

/** Refuses a client that calls a route more often than its header says (S12: behind no trusted proxy, the peer is the client). */
export function limitClients(app: App, { rateLimit, config }: Pick<Context, 'rateLimit' | 'config'>) {
  app.addHook('onRequest', (request, _reply, done) => {
    const { perClient, url } = request.route
    return perClient ? count(`client:${url}:${clientNetwork(request.ip)}`, perClient) : done()
  })

  async function count(key: string, { limit, windowMs }: PerClient) {
    const { allowed, retryAfterMs } = await rateLimit.hit(key, limit * config.rateLimitFactor, windowMs)
    if (!allowed)
      throw tooManyRequests(
        'This came too often from your network, and nothing was done. Wait a little, then try again.',
        retryAfterMs / 1000,
      )
  }
}

type PerClient = { limit: number; windowMs: number }
