/** What /readyz tells. A part that is down is named; only starting and draining make the node not ready. */
export type Health = {
  check(part: string, probe: () => Promise<unknown>): void
  setReady(ready: boolean): void
  report(): Promise<{ ready: boolean; parts: Record<string, string> }>
}

export function createHealth(timeoutMs = 500): Health {
  const probes = new Map<string, () => Promise<unknown>>()
  let ready = false
  return {
    check: (part, probe) => {
      probes.set(part, probe)
    },
    setReady: (value) => {
      ready = value
    },
    async report() {
      const states = await Promise.all(
        [...probes].map(async ([part, probe]) => [part, await state(probe, timeoutMs)] as const),
      )
      return { ready, parts: Object.fromEntries(states) }
    },
  }
}

async function state(probe: () => Promise<unknown>, timeoutMs: number) {
  const timeout = Promise.withResolvers<string>()
  const timer = setTimeout(() => timeout.resolve('slow'), timeoutMs)
  try {
    return await Promise.race([probe().then(() => 'up'), timeout.promise])
  } catch {
    return 'down'
  } finally {
    clearTimeout(timer)
  }
}
