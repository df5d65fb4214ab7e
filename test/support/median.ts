/** The median time of each of these, in ms, run in turn `times` times so that whatever else runs slows all alike. */
export async function medianMs<Name extends string>(
  times: number,
  works: Record<Name, (i: number) => Promise<unknown>>,
): Promise<Record<Name, number>> {
  const taken = new Map<string, number[]>()
  for (let i = 0; i < times; i++)
    for (const [name, work] of Object.entries<(i: number) => Promise<unknown>>(works)) {
      const begun = performance.now()
      await work(i)
      taken.set(name, [...(taken.get(name) ?? []), performance.now() - begun])
    }
  const median = (all: number[]) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)]
  return Object.fromEntries([...taken].map(([name, all]) => [name, median(all)])) as Record<Name, number>
}
