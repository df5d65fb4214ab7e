import { loadConfig } from './config.ts'
import { runProcess } from './run-process.ts'
import { runWorker } from './run-worker.ts'

// `npm run worker [-- PART ...]`: behind Kafka, what the shop does beside answering, or the named parts of it.
await runProcess(async () => runWorker(loadConfig(process.env), process.argv.slice(2)))
