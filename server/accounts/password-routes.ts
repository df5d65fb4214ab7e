import { ChangePassword, OnlyEmail, ResetPassword } from '../../contracts/accounts.ts'
import { Message, Nothing } from '../../contracts/common.ts'
import { problems } from '../../contracts/errors.ts'
import type { Context } from '../context.ts'
import { type App, caller } from '../http.ts'
import { changePassword } from './change-password.ts'
import { evenTime } from './even-time.ts'
import { forgotPassword } from './forgot-password.ts'
import { resetPassword } from './reset-password.ts'

const tags = ['Accounts']
const hourMs = 60 * 60_000

export function passwordRoutes(app: App, context: Context) {
  app.post(
    '/api/forgot-password',
    {
      config: { access: 'public', perClient: { limit: 20, windowMs: hourMs } },
      schema: {
        tags,
        summary: 'Ask for a code for a new password',
        description: 'The answer is the same whether the address is known. A new code voids the one before.',
        body: OnlyEmail,
        response: { 202: Message, ...problems(400, 403, 429, 503) },
      },
    },
    async (request, reply) => {
      const { email } = request.body
      await evenTime(150, forgotPassword(context, { email, requestId: request.id }))
      return reply.code(202).send({
        message: 'If there is an account with this address, a code for a new password is on its way.',
      })
    },
  )

  app.post(
    '/api/reset-password',
    {
      config: { access: 'public', perClient: { limit: 30, windowMs: hourMs / 4 } },
      schema: {
        tags,
        summary: 'Set a new password by the code',
        description: 'Ends every session. A code works once, for ten minutes and five tries.',
        body: ResetPassword,
        response: { 204: Nothing, ...problems(400, 403, 429, 503) },
      },
    },
    async (request, reply) => {
      await resetPassword(context, { ...request.body, requestId: request.id })
      return reply.code(204).send(null)
    },
  )

  app.post(
    '/api/change-password',
    {
      config: { access: 'customer' },
      schema: {
        tags,
        summary: 'Change your password',
        description: 'Ends every other session within a second, and a mail tells that it happened.',
        body: ChangePassword,
        response: { 204: Nothing, ...problems(400, 401, 403, 429, 503) },
      },
    },
    async (request, reply) => {
      const input = { ...request.body, ip: request.ip, requestId: request.id }
      await changePassword(context, caller(request), input)
      return reply.code(204).send(null)
    },
  )
}
