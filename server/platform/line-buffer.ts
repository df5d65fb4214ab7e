/**
 * Gathers lines for a destination and hands them over together, so late at most that a crash loses little: a write each
 * costs as much as the answer that a line tells of. `flush` hands over what there is.
 */
export function bufferLines(destination: { write(text: string): unknown }) {
  let lines = ''
  let timer: NodeJS.Timeout | undefined

  function flush() {
    clearTimeout(timer)
    timer = undefined
    if (lines === '') return
    const text = lines
    lines = ''
    destination.write(text)
  }

  return {
    flush,
    write(line: string) {
      lines += line
      if (lines.length >= flushAt) flush()
      else timer ??= setTimeout(flush, flushAfterMs).unref()
    },
  }
}

const flushAt = 16_000
const flushAfterMs = 200
