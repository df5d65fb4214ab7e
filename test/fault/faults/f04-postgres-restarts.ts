import { failed, isBrowsing, none } from '../claims.ts'
import type { Fault } from '../fault.ts'
import { recovery } from './f03-postgres-crashes.ts'

export const f04: Fault = {
  id: 'F4',
  title: 'PostgreSQL is restarted in order',
  async run(stage) {
    const from = performance.now()
    await stage.during('PostgreSQL restarts', async () => {
      await stage.end('postgres')
      await stage.start('postgres')
    })
    const back = await recovery(stage, 'F4')
    return [none('F4', 'browsing goes on', stage.answersSince(from).filter(isBrowsing), failed), back]
  },
}
