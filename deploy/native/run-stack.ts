import { setTimeout as sleep } from 'node:timers/promises'
import { createLogUpdate } from 'log-update'
import { refusal } from '../../server/platform/refusal.ts'
import { type Stack, startStack } from './stack.ts'
import { table } from './table.ts'

/** Runs the stack until a signal ends it: four lines for a person, then how the parts are. */
export async function runStack(env: NodeJS.ProcessEnv): Promise<void> {
  let stopping = false
  const starting = startStack({
    env,
    onReady: (part) => stopping || console.log(`${part.padEnd(15)}is ready`),
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (!stopping)
        starting.then(
          (stack) => stack.stop(),
          () => {},
        )
      stopping = true
    })
  }
  const stack = await starting
  if (!stopping) console.log(stack.lines.join('\n'))
  const watching = process.stdout.isTTY
    ? showTable(stack, () => stopping)
    : tellChanges(stack, () => stopping)
  await stack.fallen
  const asked = stopping
  stopping = true
  await stack.stop()
  await watching
  if (!asked) throw refusal('The supervisor was killed, and all parts with it: start the stack again.')
}

async function showTable(stack: Stack, over: () => boolean) {
  const screen = createLogUpdate(process.stdout)
  while (!over()) {
    const parts = await stack.status().catch(() => undefined)
    if (parts && !over()) screen(`\n${table(parts)}`)
    await sleep(1_000)
  }
  screen.done()
}

async function tellChanges(stack: Stack, over: () => boolean) {
  const known = new Map((await stack.status()).map((part) => [part.name, part]))
  while (!over()) {
    await sleep(1_000)
    for (const part of (await stack.status().catch(() => [])) ?? []) {
      const before = known.get(part.name)
      known.set(part.name, part)
      if (!over() && (before?.state !== part.state || before.restarts !== part.restarts))
        console.log(`${part.name.padEnd(15)}${part.state}, restarts: ${part.restarts}`)
    }
  }
}
