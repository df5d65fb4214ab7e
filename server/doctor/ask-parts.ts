import { setTimeout as sleep } from 'node:timers/promises'
import type { Health, PartState } from '../platform/health.ts'

const patienceMs = 5_000
const pauseMs = 500

/**
 * The state of each part the shop is connected to. One that does not answer is asked again for 5 s: a node goes on
 * without it after 50 ms, but whoever asks what is wrong wants to know what lasts.
 */
export async function askParts(health: Health): Promise<Record<string, PartState>> {
  const since = performance.now()
  for (;;) {
    const { parts } = await health.report()
    const allUp = Object.values(parts).every((state) => state === 'up')
    if (allUp || performance.now() - since > patienceMs) return parts
    await sleep(pauseMs)
  }
}
