import { ClientError } from '../../contracts/accounts.ts'
import { Nothing } from '../../contracts/common.ts'
import { problems } from '../../contracts/errors.ts'
import type { Context } from '../context.ts'
import type { App } from '../http.ts'
import { passwordRoutes } from './password-routes.ts'
import { profileRoutes } from './profile-routes.ts'
import { registrationRoutes } from './registration-routes.ts'
import { reportClientError } from './report-client-error.ts'
import { sessionRoutes } from './session-routes.ts'

export function accountRoutes(app: App, context: Context) {
  registrationRoutes(app, context)
  sessionRoutes(app, context)
  passwordRoutes(app, context)
  profileRoutes(app, context)

  app.post(
    '/api/client-errors',
    {
      config: { access: 'public', perClient: { limit: 30, windowMs: 60_000 } },
      schema: {
        tags: ['Accounts'],
        summary: 'Report an error of the web app',
        description: 'It is logged without what could tell whose it was.',
        body: ClientError,
        response: { 204: Nothing, ...problems(400, 403, 429, 503) },
      },
    },
    async (request, reply) => {
      reportClientError(context.log.child({ requestId: request.id }), request.body)
      return reply.code(204).send(null)
    },
  )
}
