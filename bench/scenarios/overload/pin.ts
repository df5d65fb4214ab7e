import { execFileSync } from 'node:child_process'
import { availableParallelism } from 'node:os'

export const [shopCore, loadCore] = [0, 1]

/** Takes this process, and all that it starts from now on, to the core that the shop does not have. */
export function leaveTheShopItsCore(): void {
  if (availableParallelism() < 2)
    throw new Error('Overload takes two cores: one for the shop, one for the load.')
  execFileSync('taskset', ['-a', '-c', '-p', `${loadCore}`, `${process.pid}`], { stdio: 'ignore' })
}
