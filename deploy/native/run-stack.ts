import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { createLogUpdate } from 'log-update'
import { refusal } from '../../server/platform/refusal.ts'
import { mendCutDeploy } from './deploy.ts'
import { type Stack, startStack } from './stack.ts'
import { table } from './table.ts'

/** Runs the stack until a signal ends it: four lines for a person, then how the parts are. */
export async function runStack(env: NodeJS.ProcessEnv): Promise<void> {
  const ending = new AbortController()
  const { signal } = ending
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => ending.abort())
  const onReady = (part: string) => signal.aborted || console.log(`${part.padEnd(15)}is ready`)
  const stack = await startStack({ env, onReady, signal }).catch((error) => {
    if (!signal.aborted) throw error
  })
  if (!stack) return
  console.log(stack.lines.join('\n'))
  const watching = Promise.all([
    process.stdout.isTTY ? showTable(stack, signal) : tellChanges(stack, signal),
    mendDeploys(stack, signal),
  ])
  await Promise.race([stack.fallen, asked(signal)])
  const fell = !signal.aborted
  ending.abort()
  if (!fell) console.log('Ending the parts, each when no other needs it any more ...')
  await stack.stop()
  await watching
  if (fell) throw refusal('The supervisor was killed, and all parts with it: start the stack again.')
}

const asked = async (signal: AbortSignal) => signal.aborted || (await once(signal, 'abort'))

async function showTable(stack: Stack, signal: AbortSignal) {
  const screen = createLogUpdate(process.stdout)
  while (!signal.aborted) {
    const parts = await stack.status().catch(() => undefined)
    if (parts && !signal.aborted) screen(`\n${table(parts)}`)
    await sleep(1_000)
  }
  screen.done()
}

async function tellChanges(stack: Stack, signal: AbortSignal) {
  const known = new Map((await stack.status()).map((part) => [part.name, part]))
  while (!signal.aborted) {
    await sleep(1_000)
    for (const part of (await stack.status().catch(() => [])) ?? []) {
      const before = known.get(part.name)
      known.set(part.name, part)
      if (!signal.aborted && (before?.state !== part.state || before.restarts !== part.restarts))
        console.log(`${part.name.padEnd(15)}${part.state}, restarts: ${part.restarts}`)
    }
  }
}

/** A deploy is a process of its own, which somebody may kill. */
async function mendDeploys(stack: Stack, signal: AbortSignal) {
  while (!signal.aborted) {
    await sleep(lookMs, undefined, { signal }).catch(() => {})
    const mended = !signal.aborted && (await mendCutDeploy(stack.dataDir, stack).catch(() => false))
    if (mended)
      console.log(
        'A deploy was cut short: what it had in hand serves again. Run it again to replace the other parts.',
      )
  }
}

const lookMs = 5_000
