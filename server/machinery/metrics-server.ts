import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Context } from '../context.ts'
import { portRefusal } from '../platform/free-port.ts'

/**
 * Serves /metrics in Prometheus's text format, on this machine only: never through nginx (S62). For a process without
 * a shop's port, /healthz and /readyz as well.
 * @throws with one line for a person when the port cannot be had.
 */
export async function serveMetrics({ metrics, health }: Pick<Context, 'metrics' | 'health'>, port: number) {
  const pages: Record<string, () => Promise<Page>> = {
    '/metrics': async () => [200, metrics.contentType, await metrics.metrics()],
    '/healthz': async () => [200, json, JSON.stringify({ status: 'ok' })],
    '/readyz': async () => {
      const report = await health.report()
      return [report.status === 'ready' ? 200 : 503, json, JSON.stringify(report)]
    },
  }
  const server = createServer({ requestTimeout: 10_000 }, async (request, response) => {
    const page = request.method === 'GET' ? pages[request.url ?? ''] : undefined
    if (!page) return response.writeHead(404).end()
    const [status, type, body] = await page()
    response.writeHead(status, { 'content-type': type }).end(body)
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

const json = 'application/json'

type Page = [status: number, type: string, body: string]

export type MetricsServer = Awaited<ReturnType<typeof serveMetrics>>
