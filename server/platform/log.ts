import pino from 'pino'

export type Log = pino.Logger

/**
 * One JSON line an event (S58). Secrets never reach a line (S57): these names are cut out wherever they appear, and of
 * an error only what names the fault is kept, as PostgreSQL's detail quotes the row.
 */
export function createLog(options: {
  level: string
  name: string
  destination?: pino.DestinationStream
}): Log {
  return pino(
    {
      level: options.level,
      base: { node: options.name },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (level) => ({ level }) },
      serializers: { err: describeError },
      redact: { paths: secretPaths, censor: '[redacted]' },
    },
    options.destination ?? pino.destination({ dest: 1, sync: false }),
  )
}

const secretNames = ['password', 'currentPassword', 'newPassword', 'otp', 'token', 'cookie', 'authorization']
const secretPaths = secretNames.flatMap((name) => [name, `*.${name}`, `*.*.${name}`])

function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return { message: String(error) }
  const { code, constraint, table, cause } = error as Error & Record<string, unknown>
  const type = error.constructor.name
  const { message, stack } = error
  return { type, message, code, constraint, table, stack, cause: cause && describeError(cause) }
}
