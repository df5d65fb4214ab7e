import { loadConfig } from './config.ts'
import { runProcess } from './run-process.ts'
import { runWorker } from './run-worker.ts'

// `npm run relay`: a worker that only sends events to Kafka. Several share the work.
await runProcess(async () => runWorker(loadConfig(process.env), ['relay']))
