/**
 * What `work` comes to, or what `late` answers (or throws) when that takes longer than `timeoutMs`. The work itself goes
 * on, and what it comes to then is nobody's concern.
 */
export async function within<T>(timeoutMs: number, work: Promise<T>, late: () => T): Promise<T> {
  const limit = Promise.withResolvers<typeof tooLate>()
  const timer = setTimeout(() => limit.resolve(tooLate), timeoutMs)
  try {
    const first = await Promise.race([work, limit.promise])
    return first === tooLate ? late() : first
  } finally {
    clearTimeout(timer)
  }
}

const tooLate = Symbol('too late')
