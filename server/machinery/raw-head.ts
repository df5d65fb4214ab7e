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

/** When the answer goes out, put into words once a second. */
export function dateLine(): string {
  const now = Date.now()
  if (now >= date.until)
    date = { until: now - (now % 1_000) + 1_000, line: fieldLines(['date', new Date(now).toUTCString()]) }
  return date.line
}

let date = { until: 0, line: '' }
