import type { App } from '../http.ts'

/**
 * Reads JSON bodies; prototype keys are refused (S50). An empty body announced as JSON is no body: many clients send
 * the header with every request, and the route's schema says whether it can do without.
 */
export function jsonBodies(app: App) {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeContentTypeParser('application/json')
  app.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, undefined)
    else parse(request, body, done)
  })
}
