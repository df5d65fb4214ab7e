import { comparisonsPerSecond } from '../lib/comparisons.ts'
import { offer, tally } from '../lib/offer.ts'
import { judge, type Round } from '../lib/result.ts'
import type { BenchShop } from '../lib/shop.ts'
import { onStage, password } from '../lib/stage.ts'
import { tell } from '../lib/tell.ts'
import { cpuSecondsOf, usageBetween } from '../lib/usage.ts'
import type { Options } from './options.ts'

/** Logins at three fifths of what bcrypt alone does on this machine, a comparison after the other. */
export const login = (shop: BenchShop, { rounds, seconds }: Options) =>
  onStage(shop, { buyers: 200, products: 1 }, async ({ emails }) => {
    const comparisons = await shop.whileStill(comparisonsPerSecond)
    const all: Round[] = []
    const shares: number[] = []
    for (let i = 0; i <= rounds; i++) {
      const before = await shop.usage()
      const stream = { name: 'login', does: 'login' as const, emails, password, perSecond: 0.6 * comparisons }
      const { login } = await offer({ url: shop.url, seconds, streams: [stream] })
      const usage = usageBetween(before, await shop.usage())
      const { offered, good, done, others } = tally(login)
      if (Object.keys(others).length > 0) throw new Error(JSON.stringify(others))
      const limit = { name: 'bcrypt alone', perSecond: comparisons }
      const round = {
        scenario: 'login',
        perSecond: good / seconds,
        count: good,
        percentiles: done,
        usage,
        limit,
      }
      tell(round, `${good} of ${offered}`)
      if (i === 0) continue
      all.push(round)
      shares.push(good / offered)
    }
    const cpuMs = all.map(({ usage, count }) => (cpuSecondsOf(usage) * 1000) / count)
    return {
      results: [
        judge('login', 'logged in of those who came, at 0.6 of bcrypt alone', shares, { atLeast: 0.99 }),
        judge(
          'login',
          'CPU of a login, to a comparison by bcrypt',
          cpuMs.map((ms) => (ms * comparisons) / 1000),
        ),
      ],
      rounds: all,
    }
  })
