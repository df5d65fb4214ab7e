import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { portRefusal } from '../platform/free-port.ts'
import type { Metrics } from '../platform/metrics.ts'

/**
 * Serves /metrics in Prometheus's text format, on this machine only: never through nginx (S62).
 * @throws with one line for a person when the port cannot be had.
 */
export async function serveMetrics(metrics: Metrics, port: number) {
  const server = createServer({ requestTimeout: 10_000 }, async (request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') return response.writeHead(404).end()
    response.writeHead(200, { 'content-type': metrics.contentType }).end(await metrics.metrics())
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(portRefusal(error, port, 'METRICS_PORT')))
    server.listen(port, '127.0.0.1', resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

export type MetricsServer = Awaited<ReturnType<typeof serveMetrics>>
