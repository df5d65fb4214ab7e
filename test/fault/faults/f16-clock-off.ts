import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { installPackages } from '../../../deploy/native/debian.ts'
import { verdict } from '../check/verdict.ts'
import type { Fault } from '../fault.ts'
import { register } from '../people/customer.ts'
import { oneOf } from '../people/random.ts'
import type { Stage } from '../stage.ts'

/** What decides when something ends is PostgreSQL's clock, whatever a node's own says. */
export const f16: Fault = {
  id: 'F16',
  title: "one node's clock is two hours ahead, then two hours behind",
  alone: true,
  missing: () => (process.platform === 'linux' ? undefined : 'libfaketime is for Linux'),
  async run(stage) {
    const wrong: string[] = []
    const victim = oneOf(await stage.names('api-'), stage.random)
    for (const offset of ['+2h', '-2h']) {
      const mended = await withClock(stage, victim, offset)
      wrong.push(...(await lifetimes(stage, victim)))
      await stage.seconds(5)
      await mended()
    }
    return [verdict('F16', 'no session and no code lives longer or shorter', 4, wrong)]
  },
}

/** Runs a node with a clock that is off, in the place of the one the supervisor runs. */
async function withClock(stage: Stage, name: string, offset: string) {
  const { pid } = await stage.stack.info(name)
  const env = Object.fromEntries(
    readFileSync(`/proc/${pid}/environ`, 'utf8')
      .split('\0')
      .filter(Boolean)
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  )
  const library = await faketime()
  await stage.end(name)
  stage.say(`${name} runs ${offset}`)
  const node = spawn(process.execPath, [join(import.meta.dirname, '../../../server/api.ts')], {
    env: { ...env, LD_PRELOAD: library, FAKETIME: offset, FAKETIME_DONT_FAKE_MONOTONIC: '1' },
    stdio: 'ignore',
  })
  await stage.untilWell()
  return async () => {
    const ended = once(node, 'exit')
    node.kill('SIGTERM')
    await ended
    await stage.start(name)
    await stage.untilWell()
  }
}

async function faketime(): Promise<string> {
  const find = () => globSync('/usr/lib/*/faketime/libfaketime.so.1')[0]
  if (!find()) await installPackages('libfaketime')
  const found = find()
  if (!found || !existsSync(found))
    throw new Error('libfaketime could not be installed: apt-get install libfaketime')
  return found
}

/** A code and a session made on that node are good on others, for as long as they ought to be. */
async function lifetimes({ shop, journal, stack }: Stage, victim: string) {
  const place = (await stack.status()).find(({ name }) => name === victim)
  const odd = `http://127.0.0.1:${place?.port}`
  const wrong: string[] = []
  for (const [made, used] of [
    [odd, shop.nodes.find((one) => one !== odd) as string],
    [shop.nodes.find((one) => one !== odd) as string, odd],
  ] as const) {
    const somebody = await register({ ...shop, url: made }, journal, 'clock')
    const secondsLeft = (somebody.expiresAt() - Date.now()) / 1_000
    if (Math.abs(secondsLeft - 15 * 60) > 60)
      wrong.push(`a token of ${made} is good for ${Math.round(secondsLeft)} s`)
    const { status } = await somebody.call('GET /api/me', { at: used })
    if (status !== 200) wrong.push(`a token of ${made} was answered with ${status} on ${used}`)
  }
  return wrong
}
