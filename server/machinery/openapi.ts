import swagger from '@fastify/swagger'
import type { Config } from '../config.ts'
import type { App } from '../http.ts'

/** Collects every route's schema into the OpenAPI 3.1 document. */
export async function describeApi(app: App, config: Config) {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: `${config.shopName} API`, version: '0.1.0' },
      components: { securitySchemes: { token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
    },
  })
}
