import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findKafka } from '../support/kafka.ts'
import { findStack } from '../support/stack.ts'
import { openCompany } from './company.ts'
import { shortSet } from './faults.ts'
import { play } from './play.ts'

/** `FAULT_SEED=7 npm test -- fault/short` repeats the moments of the faults and everybody's choices. */
const seed = Number(process.env.FAULT_SEED ?? 1)
const isThere = (await findStack()) && (await findKafka())

// Few people, so that a slow machine keeps up; npm run test:faults has the crowd, and lets faults last.
describe.skipIf(!isThere)(`the whole topology, in use (seed ${seed})`, () => {
  let opening: ReturnType<typeof openCompany> | undefined
  beforeAll(async () => {
    const sizes = { buyers: 12, readers: 2, newcomers: true, restMs: 1_500 }
    opening = openCompany({ scale: 0.25, sizes })
    await opening
  }, 600_000)
  afterAll(async () => (await opening)?.close(), 300_000)

  test.each(shortSet.map((fault) => ({ ...fault, fault })))(
    '$id I1-I25: $title',
    { timeout: 600_000 },
    async ({ fault }) => {
      if (!opening) throw new Error('There is no topology')
      const { verdicts } = await play(await opening, fault, seed)
      expect(verdicts.filter(({ wrong }) => wrong.length > 0)).toEqual([])
    },
  )
})
