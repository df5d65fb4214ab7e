import type { FastifyBaseLogger } from 'fastify'

/** Logs an error of the web app, without what could tell whose it was: queries, addresses, tokens, long numbers. */
export function reportClientError(log: Pick<FastifyBaseLogger, 'warn'>, error: Reported) {
  const fields = {
    message: impersonal(error.message),
    ...(error.stack !== undefined && { stack: impersonal(error.stack) }),
    ...(error.url !== undefined && { page: impersonal(error.url.replace(/[?#].*$/s, '')) }),
  }
  log.warn({ clientError: fields }, 'an error in the web app')
}

const impersonal = (text: string) =>
  text
    .replace(/\?[^\s:)]*/g, '?…')
    .replace(/[^\s@/]+@[^\s@/]+/g, '[address]')
    .replace(/\b[\w-]{8,}\.[\w-]{8,}\.[\w-]{8,}\b/g, '[token]')
    .replace(/\d{6,}/g, '[number]')

type Reported = { message: string; stack?: string; url?: string }
