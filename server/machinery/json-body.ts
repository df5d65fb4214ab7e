import { errorCodes } from 'fastify'
import type { App } from '../http.ts'

/**
 * Reads JSON bodies; prototype keys are refused (S50). An empty body announced as JSON is no body: many clients send
 * the header with every request, and the route's schema says whether it can do without.
 */
export function jsonBodies(app: App) {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeContentTypeParser(['application/json', 'text/plain'])
  app.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, undefined)
    else parse(request, body, done)
  })
  // Clients name a type for the body that they do not send, too: curl -d '' a form's, a browser's fetch plain text.
  app.addContentTypeParser('*', ({ headers, is404 }, _payload, done) => {
    const sent = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
    done(sent && !is404 ? new errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE() : null, undefined)
  })
}
