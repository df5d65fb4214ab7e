import pino from 'pino'

export type Log = pino.Logger

/** One JSON line an event. Secrets never reach a line: these paths are cut out wherever they appear. */
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
      redact: { paths: secretPaths, censor: '[redacted]' },
    },
    options.destination ?? pino.destination({ dest: 1, sync: false }),
  )
}

const secretNames = ['password', 'currentPassword', 'newPassword', 'otp', 'token', 'cookie', 'authorization']
const secretPaths = secretNames.flatMap((name) => [name, `*.${name}`, `*.*.${name}`])
