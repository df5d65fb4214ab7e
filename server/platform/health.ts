import { within } from './within.ts'

/** What /readyz tells. A part that is down is named; only starting and draining make the node not ready. */
export type Health = {
  check(part: string, probe: () => Promise<unknown>): void
  become(status: Status): void
  report(): Promise<{ status: Status; parts: Record<string, PartState> }>
}

export type Status = 'starting' | 'ready' | 'draining'
export type PartState = 'up' | 'slow' | 'down'

export function createHealth(timeoutMs = 500): Health {
  const probes = new Map<string, () => Promise<unknown>>()
  let status: Status = 'starting'
  return {
    check: (part, probe) => {
      probes.set(part, probe)
    },
    become: (next) => {
      status = next
    },
    async report() {
      const states = await Promise.all(
        [...probes].map(async ([part, probe]) => [part, await state(probe, timeoutMs)] as const),
      )
      return { status, parts: Object.fromEntries(states) }
    },
  }
}

async function state(probe: () => Promise<unknown>, timeoutMs: number): Promise<PartState> {
  try {
    const answered = probe().then((): PartState => 'up')
    return await within(timeoutMs, answered, () => 'slow')
  } catch {
    return 'down'
  }
}
