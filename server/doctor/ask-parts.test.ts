import { expect, test } from 'vitest'
import { createHealth } from '../platform/health.ts'
import { askParts } from './ask-parts.ts'

test('the doctor asks a part again that did not answer at once, and names one that stays away', async () => {
  const health = createHealth()
  let asked = 0
  health.check('late', async () => {
    if (++asked < 3) throw new Error('not yet')
  })
  expect(await askParts(health)).toEqual({ late: 'up' })

  health.check('away', () => Promise.reject(new Error('never')))
  expect(await askParts(health)).toEqual({ late: 'up', away: 'down' })
}, 30_000)
