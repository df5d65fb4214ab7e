const sampleMs = 50

/**
 * How late the event loop is: the delay of a timer, sampled every 50 ms, forgotten by a fifth a sample, so that one
 * long turn is seen at once and for about half a second. `forget()` starts anew, as after a start's own long turns.
 */
export function watchEventLoop() {
  let delayMs = 0
  let expected = performance.now() + sampleMs
  const timer = setInterval(() => {
    const now = performance.now()
    delayMs = Math.max(now - expected, delayMs * 0.8, 0)
    expected = now + sampleMs
  }, sampleMs)
  timer.unref()
  const forget = () => {
    delayMs = 0
    expected = performance.now() + sampleMs
  }
  return { delayMs: () => delayMs, forget, close: () => clearInterval(timer) }
}
