import { type Log, plainLines } from '../platform/log.ts'

/**
 * Which refusals of a node with too much to do are told of in a line of their own: the first hundred of a second. The others are
 * counted, and told of together at its end, in one line for all that have their `fields` (JSON) in common: thousands of lines
 * that say the same would take from the requests that are let in, and fill the disk.
 */
export function refusalsTogether(log: Log) {
  const warn = plainLines(log, 'warn', 'requests refused')
  const counts = new Map<string, number>()
  let told = 0
  let timer: NodeJS.Timeout | undefined

  function tell() {
    clearTimeout(timer)
    timer = undefined
    told = 0
    for (const [fields, requests] of counts) warn(`${fields},"code":"overloaded","requests":${requests}`)
    counts.clear()
  }

  return {
    /** Counts one for the line at the end of the second, or answers false: then it is to be told of by itself. */
    takes(fields: string): boolean {
      timer ??= setTimeout(tell, 1_000).unref()
      if (told++ < ownLines) return false
      counts.set(fields, (counts.get(fields) ?? 0) + 1)
      return true
    },
    /** Tells of those that were counted so far. */
    tell,
  }
}

const ownLines = 100
