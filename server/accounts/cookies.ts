import cookie from '@fastify/cookie'
import type { FastifyReply } from 'fastify'
import type { Config } from '../config.ts'
import type { App } from '../http.ts'
import { isStorable } from '../machinery/refuse-bad-requests.ts'

/** Reads and writes cookies on the routes of `app`. One that is no text is no cookie: it may be another program's. */
export async function readCookies(app: App) {
  await app.register(cookie)
  app.addHook('preValidation', ({ cookies }, _reply, done) => {
    for (const [name, value] of Object.entries(cookies))
      if (value !== undefined && !isStorable(value)) delete cookies[name]
    done()
  })
}

/** Out of the reach of scripts and of other sites, and sent to the API only (S31). `maxAgeSeconds` 0 takes it away. */
function setCookie(
  reply: FastifyReply,
  { publicUrl }: Pick<Config, 'publicUrl'>,
  name: string,
  value: string,
  maxAgeSeconds: number,
) {
  reply.setCookie(name, value, {
    httpOnly: true,
    secure: !publicUrl.startsWith('http:'),
    sameSite: 'strict',
    path: '/api',
    maxAge: maxAgeSeconds,
  })
}

const day = 24 * 60 * 60

export const setRefreshCookie = (reply: FastifyReply, config: Config, token: string) =>
  setCookie(reply, config, 'refresh', token, 30 * day)
export const clearRefreshCookie = (reply: FastifyReply, config: Config) =>
  setCookie(reply, config, 'refresh', '', 0)
export const setRegistrationCookie = (reply: FastifyReply, config: Config, cookie: string) =>
  setCookie(reply, config, 'registration', cookie, day)
export const clearRegistrationCookie = (reply: FastifyReply, config: Config) =>
  setCookie(reply, config, 'registration', '', 0)
