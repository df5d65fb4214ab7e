import { execFileSync } from 'node:child_process'
import { cpus } from 'node:os'

/** Where a pinned shop runs, and where what asks it does. */
export const [shopCore, loadCore] = [0, 1]

/**
 * Takes this process, and all that it starts from now on, away from a core that a shop is to have for itself.
 * @returns what gives it all cores again.
 */
export function leaveTheShopItsCore(): () => void {
  const all = cpus().length
  if (all < 2) throw new Error('Overload takes two cores: one for the shop, one for the load.')
  take(`${loadCore}`)
  return () => take(`0-${all - 1}`)
}

const take = (cores: string) =>
  execFileSync('taskset', ['-a', '-c', '-p', cores, `${process.pid}`], { stdio: 'ignore' })
