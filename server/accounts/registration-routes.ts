import { LoggedIn, OnlyEmail, Register, VerifyCode } from '../../contracts/accounts.ts'
import { Message } from '../../contracts/common.ts'
import { problems } from '../../contracts/errors.ts'
import type { Context } from '../context.ts'
import type { App } from '../http.ts'
import { clearRegistrationCookie, setRefreshCookie, setRegistrationCookie } from './cookies.ts'
import { evenTime } from './even-time.ts'
import { userView } from './profile.ts'
import { register } from './register.ts'
import { resendCode } from './resend-code.ts'
import { verifyCode } from './verify-code.ts'

const tags = ['Accounts']
const hourMs = 60 * 60_000

export function registrationRoutes(app: App, context: Context) {
  const { config } = context

  app.post(
    '/api/userRegister',
    {
      config: { access: 'public', perClient: { limit: 20, windowMs: hourMs } },
      schema: {
        tags,
        summary: 'Register',
        description:
          'A code of six digits goes out by mail, and the cookie `registration` ties it to this browser. A known address gets the same answer.',
        body: Register,
        response: { 202: Message, ...problems(400, 403, 429, 503) },
      },
    },
    async (request, reply) => {
      const { cookie } = await register(context, { ...request.body, requestId: request.id })
      setRegistrationCookie(reply, config, cookie)
      return reply.code(202).send({ message: 'Look into your mailbox: a mail tells how to go on.' })
    },
  )

  app.post(
    '/api/verify-otp',
    {
      config: { access: 'public', perClient: { limit: 60, windowMs: hourMs / 4 } },
      schema: {
        tags,
        summary: 'Confirm the address by the code, and log in',
        description:
          'With the cookie `registration` it reaches only that registration. A code works once, for ten minutes and five tries.',
        body: VerifyCode,
        response: { 200: LoggedIn, ...problems(400, 403, 429, 503) },
      },
    },
    async (request, reply) => {
      const { token, expiresAt, user, refreshToken } = await verifyCode(context, {
        ...request.body,
        cookie: request.cookies.registration,
        userAgent: request.headers['user-agent'] ?? '',
        requestId: request.id,
      })
      setRefreshCookie(reply, config, refreshToken)
      clearRegistrationCookie(reply, config)
      return { token, expiresAt, user: userView(user) }
    },
  )

  app.post(
    '/api/resend-otp',
    {
      config: { access: 'public', perClient: { limit: 30, windowMs: hourMs } },
      schema: {
        tags,
        summary: 'Ask for a new code',
        description:
          'It voids the one before. At most once a minute and five times an hour; the answer is always the same.',
        body: OnlyEmail,
        response: { 202: Message, ...problems(400, 403, 429, 503) },
      },
    },
    async (request, reply) => {
      const { email } = request.body
      const cookie = request.cookies.registration
      await evenTime(150, resendCode(context, { email, cookie, requestId: request.id }))
      return reply.code(202).send({
        message: 'If this address waits for a code, a new one is on its way. There is at most one a minute.',
      })
    },
  )
}
