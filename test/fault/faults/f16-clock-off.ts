import { existsSync, globSync } from 'node:fs'
import { installPackages } from '../../../deploy/native/debian.ts'
import { verdict } from '../check/verdict.ts'
import type { Fault } from '../fault.ts'
import { register } from '../people/customer.ts'
import { oneOf } from '../people/random.ts'
import type { Stage } from '../stage.ts'
import { withStandIn } from '../topology/stand-in.ts'

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
      await withClock(stage, victim, offset, async () => {
        wrong.push(...(await lifetimes(stage, victim, offset)))
        await stage.seconds(5)
      })
    }
    return [verdict('F16', 'no session and no code lives longer or shorter', 4, wrong)]
  },
}

/** Has a node run with a clock that is off while `work` goes on. */
async function withClock(stage: Stage, part: string, offset: string, work: () => Promise<void>) {
  const env = { LD_PRELOAD: await faketime(), FAKETIME: offset, FAKETIME_DONT_FAKE_MONOTONIC: '1' }
  stage.say(`${part} runs ${offset}`)
  await withStandIn(stage.stack, { part, program: 'api.ts', env }, async () => {
    await stage.untilWell()
    await work()
  })
  await stage.start(part)
  await stage.untilWell()
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
async function lifetimes({ shop, journal, stack }: Stage, victim: string, offset: string) {
  const place = (await stack.status()).find(({ name }) => name === victim)
  const odd = `http://127.0.0.1:${place?.port}`
  const wrong: string[] = []
  const itsNow = Date.parse((await fetch(new URL('/healthz', odd))).headers.get('date') ?? '')
  const hoursOff = Math.round((itsNow - Date.now()) / 3_600_000)
  if (`${hoursOff}h` !== offset.replace('+', '')) wrong.push(`the clock of ${victim} is ${hoursOff} h off`)
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
