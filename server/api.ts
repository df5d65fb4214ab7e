import { once } from 'node:events'
import { loadConfig } from './config.ts'
import { runNode } from './run-node.ts'

// `npm run api`: one node of the shop, on the servers that its settings name. It logs to standard output.
try {
  const node = await runNode(loadConfig(process.env))
  await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')])
  await node.close()
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
}
