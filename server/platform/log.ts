import pino from 'pino'
import { bufferLines } from './line-buffer.ts'

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
      timestamp: isoTime,
      // Pino's own redaction costs 60 µs a line, ten times the line itself.
      formatters: { level: (level) => ({ level }), log: (fields) => withoutSecrets(fields) },
      serializers: { err: describeError },
    },
    options.destination ?? standardOutput(),
  )
}

/**
 * Writes lines as pino does, of fields that are JSON already and are not looked through for secrets and errors: for the line
 * that every request writes.
 */
export function plainLines(log: Log, level: 'info' | 'warn', msg: string): (fields: string) => void {
  const { [pino.symbols.streamSym]: stream, [pino.symbols.chindingsSym]: bindings } = log as unknown as Inside
  const start = `{"level":"${level}"`
  const end = `,"msg":${JSON.stringify(msg)}}\n`
  return (fields) => {
    if (log.isLevelEnabled(level)) stream.write(`${start}${isoTime()}${bindings},${fields}${end}`)
  }
}

let writtenMs = 0
let writtenTime = ''

/** Pino's own writes the same time anew for each of the many lines of a busy millisecond. */
function isoTime() {
  const now = Date.now()
  if (now !== writtenMs) {
    writtenMs = now
    writtenTime = `,"time":"${new Date(now).toISOString()}"`
  }
  return writtenTime
}

let output: pino.DestinationStream | undefined

/** One for the whole process. What is left goes out before pino empties its own buffer at the end. */
function standardOutput() {
  if (output) return output
  const lines = bufferLines(pino.destination({ dest: 1, sync: false }))
  process.prependListener('beforeExit', lines.flush).prependListener('exit', lines.flush)
  output = lines
  return output
}

const secretName = /password|otp$|token|cookie|authorization|secret|pepper/i

function withoutSecrets(fields: Record<string, unknown>, depth = 0): Record<string, unknown> {
  const kept: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(fields))
    kept[name] = secretName.test(name)
      ? '[redacted]'
      : isPlain(value) && depth < 5
        ? withoutSecrets(value, depth + 1)
        : value
  return kept
}

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype

type Inside = {
  [pino.symbols.streamSym]: pino.DestinationStream
  /** The fields that every line of a logger carries, as they stand in it. */
  [pino.symbols.chindingsSym]: string
}

function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return { message: String(error) }
  const { code, constraint, table, cause } = error as Error & Record<string, unknown>
  const type = error.constructor.name
  const { message, stack } = error
  return { type, message, code, constraint, table, stack, cause: cause && describeError(cause) }
}
