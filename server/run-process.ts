import { once } from 'node:events'

/** Runs until the process is told to end, then closes in order. What stops the start is one line and exit code 1. */
export async function runProcess(start: () => Promise<{ close(): Promise<void> }>): Promise<void> {
  try {
    const running = await start()
    await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')])
    await running.close()
  } catch (error) {
    console.error((error as Error).message)
    process.exitCode = 1
  }
  // Nothing should be open by now; what a server that has fallen silent still holds must not keep the process.
  setTimeout(() => process.exit(), 5_000).unref()
}
