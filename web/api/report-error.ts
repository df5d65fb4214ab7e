/** Tells the server's log of an error of this app, a few times a page at most; says nothing where that fails. */
export function reportError(error: unknown) {
  if (reported++ >= 5) return
  const { message, stack } = error instanceof Error ? error : new Error(String(error))
  const body = JSON.stringify({
    message: (message || 'Unknown').slice(0, 2_000),
    ...(stack && { stack: stack.slice(0, 10_000) }),
    url: location.pathname,
  })
  const headers = { 'content-type': 'application/json' }
  void fetch('/api/client-errors', { method: 'POST', headers, body, keepalive: true }).catch(() => {})
}

/** Reports what nothing caught. */
export function reportUncaught() {
  addEventListener('error', ({ error }) => error && reportError(error))
  addEventListener('unhandledrejection', ({ reason }) => {
    if (reason?.name !== 'ApiError' && reason?.name !== 'AbortError') reportError(reason)
  })
}

let reported = 0
