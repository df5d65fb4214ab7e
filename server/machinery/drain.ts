import type { App } from '../http.ts'
import type { Health } from '../platform/health.ts'

/**
 * What closing the app means for its clients: /readyz says so, nobody new is accepted, requests in flight are answered
 * and told that the connection ends. What takes longer than `limitMs` is cut off.
 */
export function drainOnClose(app: App, health: Health, limitMs = 30_000) {
  let draining = false
  let cut: NodeJS.Timeout | undefined
  app.addHook('onSend', (_request, reply, payload, done) => {
    if (draining) reply.header('connection', 'close')
    done(null, payload)
  })
  app.addHook('preClose', async () => {
    draining = true
    health.become('draining')
    cut = setTimeout(() => app.server.closeAllConnections(), limitMs)
  })
  app.addHook('onClose', async () => clearTimeout(cut))
}
