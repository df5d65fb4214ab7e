/** A bell between a commit and the loop that works on what it wrote. */
export type Signal = { ring(): void; onRing(listener: () => void): () => void }

/** Rings every listener at once, in this process only: a loop also looks on its own now and then. */
export function createSignal(): Signal {
  const listeners = new Set<() => void>()
  return {
    ring: () => {
      for (const listener of listeners) listener()
    },
    onRing: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
