import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { takeBaseline } from './check/baseline.ts'
import { check } from './check/check.ts'
import { drain } from './check/drain.ts'
import { createInstallation, type Installation, type Victim } from './installation.ts'
import { openCrowd, settlingMs } from './people/crowd.ts'
import { createJournal } from './people/journal.ts'
import { seededRandom } from './people/random.ts'

/** `FAULT_SEED=7 npm test -- crash` repeats the moments of the kills and everybody's choices. */
const seed = Number(process.env.FAULT_SEED ?? 1)
const victims: Victim[] = ['everything', 'PostgreSQL', 'the group', 'the mailbox', 'everything']
/** Mails that a sender has under way at once: so many can lie in the mailbox twice after each kill. */
const mailsUnderWay = 4

let installation: Installation
beforeAll(async () => {
  installation = await createInstallation()
})
afterAll(() => installation.remove())

test(`I1-I3 I5-I12 I15-I17 I19-I23 F1 F3 whatever is killed while people shop, nothing is lost, doubled or made up (seed ${seed})`, {
  // Whoever waits too long for an answer, or for what is to drain, says so before this.
  timeout: 120_000 + 2 * settlingMs,
}, async () => {
  const random = seededRandom(seed)
  const shop = await installation.start()
  const journal = createJournal()
  const baseline = await takeBaseline(shop)
  const products = baseline.products.slice(0, 12)
  const sizes = { buyers: 10, readers: 2, newcomers: true, products, restMs: 200 }
  const crowd = await openCrowd(shop, journal, sizes)

  crowd.open(random)
  for (const victim of victims) {
    await sleep(1_000 + random() * 1_500)
    const from = performance.now()
    await installation.kill(victim)
    if (victim === 'everything' || victim === 'the group') await installation.start()
    journal.disturbances.push({ what: victim, from, to: performance.now() })
  }
  await sleep(1_000)
  await crowd.close()

  expect(journal.attempts.filter(({ orders }) => orders.length > 0).length).toBeGreaterThan(30)
  expect(journal.cancelled.length + journal.moves.length).toBeGreaterThan(10)
  const drained = await drain(shop)
  // What is shown may be a second old.
  await sleep(1_000)
  const verdicts = await check(shop, journal, baseline, { mailsTwice: mailsUnderWay * victims.length })
  expect([drained, ...verdicts].filter(({ wrong }) => wrong.length > 0)).toEqual([])
  expect(verdicts.filter(({ counted }) => counted === 0)).toEqual([])
})
