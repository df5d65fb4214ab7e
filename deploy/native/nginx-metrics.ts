import { reader } from '../../server/config.ts'
import { serveMetrics } from '../../server/machinery/metrics-server.ts'
import { createHealth } from '../../server/platform/health.ts'
import { createMetrics } from '../../server/platform/metrics.ts'
import { runProcess } from '../../server/run-process.ts'
import { watchAccessLog } from '../nginx/watch-log.ts'

// nginx has no figures for Prometheus: this process reads them from its access log, where METRICS_PORT is set.
await runProcess(async () => {
  const read = reader(process.env)
  const [metrics, health] = [createMetrics(), createHealth()]
  watchAccessLog(metrics, read.text('ACCESS_LOG'))
  health.become('ready')
  return serveMetrics({ metrics, health }, read.port('METRICS_PORT', 0))
})
