import { setTimeout as sleep } from 'node:timers/promises'
import { verdict } from '../check/verdict.ts'
import { failed, isThroughBalancer, none, within } from '../claims.ts'
import type { Fault } from '../fault.ts'

export const f18: Fault = {
  id: 'F18',
  title: 'nginx is reloaded three times, then killed',
  async run(stage) {
    const from = performance.now()
    for (let i = 0; i < 3; i++) {
      stage.say('nginx is reloaded')
      await stage.stack.kill('nginx', 'HUP')
      await stage.seconds(4)
    }
    const reloaded = none(
      'F18',
      'no request fails by a reload',
      stage.answersSince(from).filter(isThroughBalancer),
      failed,
    )
    await stage.kill('nginx')
    const killedAt = performance.now()
    while ((await stage.probe.call('GET /products')).status !== 200) await sleep(50)
    const back = within('F18', 'nginx is back after a kill', performance.now() - killedAt, 5_000)
    await stage.seconds(4)
    const after = stage.answersSince(performance.now() - 3_000 * stage.scale).filter(isThroughBalancer)
    return [
      reloaded,
      back,
      verdict('F18', 'requests went on', after.length, after.length > 0 ? [] : ['nobody was answered']),
    ]
  },
}
