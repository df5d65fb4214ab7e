const interrupted = new Promise<never>((_, reject) => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => reject(new Error(`The bench was ended by ${signal}.`)))
})
interrupted.catch(() => {})

/**
 * What `work` resolves to. @throws once the bench is ended by a signal, so that whoever has started a shop for it stops that;
 * a second signal ends the bench at once.
 */
export const unlessInterrupted = <T>(work: Promise<T>): Promise<T> => Promise.race([work, interrupted])
