import { setTimeout as sleep } from 'node:timers/promises'

/** What a transaction that changes tables begins with. */
export const lockBriefly = `set local lock_timeout = '300ms'`

/**
 * Whoever waits for a table has everybody wait who comes after. So `work`, a transaction with `lockBriefly`, soon gives
 * up, lets them pass and is done again, until it finds the tables free. @throws when it does not for minutes.
 */
export async function whenFree(work: () => Promise<unknown>): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      await work()
      return
    } catch (error) {
      if ((error as { code?: string }).code !== lockNotAvailable || tries === 200) throw error
      await sleep(500)
    }
  }
}

const lockNotAvailable = '55P03'
