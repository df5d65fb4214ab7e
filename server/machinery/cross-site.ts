import type { FastifyRequest } from 'fastify'
import type { Config } from '../config.ts'
import { forbidden } from '../errors.ts'
import type { App } from '../http.ts'

/**
 * Refuses a state change that another site's page asks a browser for (S49). Only browsers send these headers, and no
 * page can forge them; a program sends neither and carries no cookie of somebody else.
 * https://words.filippo.io/csrf/
 */
export function refuseCrossSite(app: App, { publicUrl }: Pick<Config, 'publicUrl'>) {
  const ownHost = new URL(publicUrl).host
  app.addHook('onRequest', (request, _reply, done) => {
    if (changes(request.method) && isForeign(request, ownHost))
      throw forbidden(
        'cross_site',
        "This came from another site's page, so nothing was done. Open the shop itself and try again.",
      )
    done()
  })
}

const changes = (method: string) => method !== 'GET' && method !== 'HEAD' && method !== 'OPTIONS'

function isForeign({ headers, host }: FastifyRequest, ownHost: string) {
  const site = headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return true
  if (headers.origin === undefined) return false
  const from = URL.canParse(headers.origin) ? new URL(headers.origin).host : ''
  return from !== ownHost && from !== host
}
