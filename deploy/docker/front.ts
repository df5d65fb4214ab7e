import { runFront } from './run-front.ts'

// The container that people reach: nginx, and who tells it which nodes there are.
try {
  const front = await runFront(process.env)
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => front.stop())
  process.exitCode = await front.ended
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
}
