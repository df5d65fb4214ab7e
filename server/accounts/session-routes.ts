import { LoggedIn, LogIn, Sessions, Token } from '../../contracts/accounts.ts'
import { IdParams, Nothing } from '../../contracts/common.ts'
import { problems } from '../../contracts/errors.ts'
import type { Context } from '../context.ts'
import { AppError, forbidden } from '../errors.ts'
import { type App, bearerToken, caller } from '../http.ts'
import { clearRefreshCookie, setRefreshCookie, setRegistrationCookie } from './cookies.ts'
import { endAllSessions, endSession, logOut } from './end-sessions.ts'
import { logIn } from './log-in.ts'
import { listSessions, userView } from './profile.ts'
import { refreshSession } from './refresh-session.ts'

const tags = ['Accounts']

export function sessionRoutes(app: App, context: Context) {
  const { config, db } = context

  app.post(
    '/api/userLogin',
    {
      config: { access: 'public', refusal: context.passwords.refusal },
      schema: {
        tags,
        summary: 'Log in',
        description:
          'More than five failures in 15 minutes: 429. The right password of an address that is not confirmed yet: 403 `not_verified`, and a new code goes out.',
        body: LogIn,
        response: { 200: LoggedIn, ...problems(400, 401, 403, 429, 503) },
      },
    },
    async (request, reply) => {
      const outcome = await logIn(context, {
        ...request.body,
        cookie: request.cookies.registration,
        ip: request.ip,
        userAgent: request.headers['user-agent'] ?? '',
        requestId: request.id,
      })
      if ('registrationCookie' in outcome) {
        setRegistrationCookie(reply, config, outcome.registrationCookie)
        throw forbidden(
          'not_verified',
          'This address is not confirmed yet: enter the code of the newest mail.',
        )
      }
      setRefreshCookie(reply, config, outcome.refreshToken)
      return { token: outcome.token, expiresAt: outcome.expiresAt, user: userView(outcome.user) }
    },
  )

  app.post(
    '/api/refresh',
    {
      config: { access: 'public', perClient: { limit: 300, windowMs: 60_000 } },
      schema: {
        tags,
        summary: 'Renew the access token by the cookie `refresh`',
        description:
          'The cookie moves on with it. One that was used before ends the session, but for the last one within 10 seconds.',
        response: { 200: Token, ...problems(401, 403, 429, 503) },
      },
    },
    async (request, reply) => {
      const { refresh } = request.cookies
      const renewed = await refreshSession(context, refresh).catch((error) => {
        if (error instanceof AppError && error.status === 401 && refresh !== undefined)
          clearRefreshCookie(reply, config)
        throw error
      })
      setRefreshCookie(reply, config, renewed.refreshToken)
      return { token: renewed.token, expiresAt: renewed.expiresAt }
    },
  )

  app.post(
    '/api/logout',
    {
      config: { access: 'public' },
      schema: {
        tags,
        summary: 'Log out',
        description: 'Ends the session of the cookie `refresh`, and of the access token where one is sent.',
        response: { 204: Nothing, ...problems(403, 503) },
      },
    },
    async (request, reply) => {
      const sessionId = await sessionOf(bearerToken(request))
      await logOut(context, { refreshToken: request.cookies.refresh, sessionId })
      clearRefreshCookie(reply, config)
      return reply.code(204).send(null)
    },
  )

  app.get(
    '/api/sessions',
    {
      config: { access: 'customer' },
      schema: { tags, summary: 'List your sessions', response: { 200: Sessions, ...problems(401, 503) } },
    },
    async (request) => ({ items: await listSessions(db, caller(request)) }),
  )

  app.delete(
    '/api/sessions/:id',
    {
      config: { access: 'customer' },
      schema: {
        tags,
        summary: 'End one of your sessions',
        params: IdParams,
        response: { 204: Nothing, ...problems(400, 401, 403, 404, 503) },
      },
    },
    async (request, reply) => {
      await endSession(context, caller(request).userId, request.params.id)
      return reply.code(204).send(null)
    },
  )

  app.delete(
    '/api/sessions',
    {
      config: { access: 'customer' },
      schema: {
        tags,
        summary: 'End all your sessions, this one too',
        response: { 204: Nothing, ...problems(401, 403, 503) },
      },
    },
    async (request, reply) => {
      await endAllSessions(context, caller(request).userId)
      clearRefreshCookie(reply, config)
      return reply.code(204).send(null)
    },
  )

  /** The session of a token that is still good; a bad one names none. */
  async function sessionOf(token: string | undefined) {
    if (token === undefined) return undefined
    try {
      return (await context.sessions.authenticate(token)).sessionId
    } catch (error) {
      if (error instanceof AppError && error.status === 401) return undefined
      throw error
    }
  }
}
