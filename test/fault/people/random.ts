/** Random numbers in [0, 1) that are the same for the same seed (mulberry32). */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** A generator of its own for everybody who chooses, so that nobody's pace changes another's choices. */
export const childOf = (random: Random): Random => seededRandom(Math.floor(random() * 2 ** 32))

export const oneOf = <T>(items: readonly T[], random: Random): T =>
  items[Math.floor(random() * items.length)] as T

/** The first of them most often, the second half as often, the third a third as often: Zipf's law, as in any shop. */
export function favourite<T>(items: readonly T[], random: Random): T {
  let left = random() * items.reduce((sum, _, place) => sum + 1 / (place + 1), 0)
  return items.find((_, place) => {
    left -= 1 / (place + 1)
    return left < 0
  }) as T
}

export type Random = () => number
