import { loadConfig } from './config.ts'
import { runNode } from './run-node.ts'
import { runProcess } from './run-process.ts'

// `npm run api`: one node of the shop, on the servers that its settings name. It logs to standard output.
await runProcess(async () => runNode(loadConfig(process.env)))
