import { STATUS_CODES } from 'node:http'

/** The head's first line. */
export const statusLine = (status: number) => `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n`

/**
 * Header fields, names and values by turns, as they stand in a head. Both are our own or were looked at: nothing here looks for
 * what may not stand in them.
 */
export function fieldLines(headers: readonly string[]): string {
  let lines = ''
  for (let i = 0; i < headers.length; i += 2) lines += `${headers[i]}: ${headers[i + 1]}\r\n`
  return lines
}

/**
 * These lines and when the answer goes out, put together once a second. Joined they are one piece, which is copied at once
 * where it goes out: of a text that was added up V8 copies each part on its own.
 */
export function datedLines(lines: string): () => string {
  let known = { until: 0, lines }
  return () => {
    const now = Date.now()
    if (now >= known.until) {
      const date = fieldLines(['date', new Date(now).toUTCString()])
      known = { until: now - (now % 1_000) + 1_000, lines: [lines, date].join('') }
    }
    return known.lines
  }
}
