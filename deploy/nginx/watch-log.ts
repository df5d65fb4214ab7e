import { createReadStream, statSync } from 'node:fs'
import { type Metrics, oncePerScrape, total } from '../../server/platform/metrics.ts'

/**
 * Adds what only nginx can tell: all answers by status, files and refusals of its own among them, and how often a request
 * went on to another node. A scrape reads what the access log got since the one before; what was there at first is past.
 */
export function watchAccessLog(metrics: Metrics, file: string): void {
  let at = sizeOf(file)
  let rest = ''
  let resent = 0
  const answers: Record<string, number> = {}
  const look = oncePerScrape(async () => {
    const size = sizeOf(file)
    // A new start of the stack has begun another file.
    if (size < at) [at, rest] = [0, '']
    if (size === at) return
    for await (const chunk of createReadStream(file, { start: at, end: size - 1, encoding: 'utf8' })) {
      const lines = (rest + chunk).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) count(line)
    }
    at = size
  })
  function count(line: string) {
    const { status, upstream } = JSON.parse(line) as { status: number; upstream: string }
    answers[status] = (answers[status] ?? 0) + 1
    resent += upstream.split(',').length - 1
  }
  const told = async <Figure>(read: () => Figure) => {
    await look()
    return read()
  }
  const byStatus = 'Answers of nginx by status, also those that no node made'
  total(metrics, 'tradewind_nginx_answers_total', byStatus, () => told(() => answers), 'status')
  const again = 'How often a request went on to another node'
  total(metrics, 'tradewind_nginx_resent_total', again, () => told(() => resent))
}

const sizeOf = (file: string) => statSync(file, { throwIfNoEntry: false })?.size ?? 0
