import { createPasswords } from '../../server/platform/passwords.ts'
import { pepper } from './settings.ts'

/** How many passwords a second bcrypt compares here, one after the other, as a node on two cores does. */
export async function comparisonsPerSecond(): Promise<number> {
  const passwords = createPasswords({ pepper })
  const hash = await passwords.hash('any')
  const begun = performance.now()
  let count = 0
  for (; performance.now() - begun < 2_000; count++) await passwords.verify('any', hash)
  return (count * 1000) / (performance.now() - begun)
}
