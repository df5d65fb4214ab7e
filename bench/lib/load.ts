import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'

const autocannon = createRequire(import.meta.url).resolve('autocannon/autocannon.js')

/** Requests a second that `url` answers with 2xx, by autocannon in a process of its own. @throws when any answer was another. */
export async function requestsPerSecond(
  url: string,
  options: { connections: number; seconds: number },
): Promise<number> {
  const child = spawn(
    process.execPath,
    [autocannon, '-j', '-c', `${options.connections}`, '-d', `${options.seconds}`, url],
    {
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  )
  let output = ''
  child.stdout.on('data', (chunk) => {
    output += chunk
  })
  await once(child, 'close')
  const report = JSON.parse(output) as { requests: { average: number }; non2xx: number; errors: number }
  if (report.non2xx + report.errors > 0)
    throw new Error(`${url}: ${report.non2xx} refusals, ${report.errors} errors`)
  return report.requests.average
}
