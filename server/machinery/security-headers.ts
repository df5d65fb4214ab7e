import type { Config } from '../config.ts'
import type { App } from '../http.ts'

/**
 * On every answer, errors too (S46, S47): strict headers, the request's id and the node's name. Nothing is cached
 * unless a route says so.
 */
export function securityHeaders(app: App, config: Config) {
  const headers = answerHeaders(config)
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(headers).header('x-request-id', request.id)
    done()
  })
}

/** What every answer of a node carries but for the request's id. */
export function answerHeaders({ publicUrl, nodeName }: Config): Record<string, string> {
  return { ...publicHeaders(publicUrl), 'x-served-by': nodeName, 'cache-control': 'no-store' }
}

/** What every answer of the shop carries, those that nginx gives itself too. */
export function publicHeaders(publicUrl: string): Record<string, string> {
  const overTls = publicUrl.startsWith('https:')
  return {
    'content-security-policy': contentSecurityPolicy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'strict-origin-when-cross-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=()',
    ...(overTls && { 'strict-transport-security': 'max-age=63072000; includeSubDomains' }),
  }
}

const contentSecurityPolicy = [
  "default-src 'self'",
  "img-src 'self' data: blob:",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')
