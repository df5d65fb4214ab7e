import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import Fastify from 'fastify'
import type { Config } from '../config.ts'
import type { App } from '../http.ts'

/**
 * The API reference at /docs, for people: one page that draws /openapi.json. Nothing but what the shop serves runs or
 * is asked there. Its policy is its own as the reference writes its styles into the page, two of them without a nonce.
 */
export function apiReference(app: App, { shopName }: Config) {
  const route = { config: { access: 'public' }, schema: { hide: true } } as const

  app.get('/docs', route, (_request, reply) =>
    reply
      .header('content-security-policy', contentSecurityPolicy)
      .type('text/html; charset=utf-8')
      .send(page(shopName)),
  )

  app.get('/docs/start.js', route, (_request, reply) =>
    reply.type('text/javascript; charset=utf-8').send(startScript),
  )

  let bundle: Promise<Buffer> | undefined
  app.get('/docs/reference.js', route, async (_request, reply) => {
    bundle ??= readBundle()
    reply.headers({ 'content-encoding': 'gzip', 'cache-control': 'public, max-age=86400' })
    return reply.type('text/javascript; charset=utf-8').send(await bundle)
  })
}

/** The package holds its 4 MB of browser script as text that only its own plugin hands out; read when first asked for. */
async function readBundle() {
  const { default: plugin } = await import('@scalar/fastify-api-reference')
  const host = Fastify()
  await host.register(plugin, { routePrefix: '/docs', configuration: { url: '/openapi.json' } })
  const { rawPayload } = await host.inject('/docs/js/scalar.js')
  await host.close()
  return promisify(gzip)(rawPayload)
}

const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'unsafe-inline'",
  "img-src 'self' data:",
  'font-src data:',
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const page = (shopName: string) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${escapeHtml(shopName)} API</title>
  </head>
  <body>
    <div id="app"></div>
    <noscript>This page needs JavaScript. The same is in <a href="/openapi.json">/openapi.json</a>.</noscript>
    <script src="/docs/reference.js"></script>
    <script src="/docs/start.js"></script>
  </body>
</html>
`

const startScript = `Scalar.createApiReference('#app', ${JSON.stringify({
  url: '/openapi.json',
  withDefaultFonts: false,
  telemetry: false,
  hideClientButton: true,
  showDeveloperTools: 'never',
  agent: { disabled: true },
  mcp: { disabled: true },
  authentication: { preferredSecurityScheme: 'token' },
})})
`

const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`)
