/** Whether this address answers, with less than 400; without a `signal` it has 10 s. */
export async function isWell(url: string, options: RequestInit = {}): Promise<boolean> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(10_000), ...options })
    await answer.arrayBuffer()
    return answer.status < 400
  } catch {
    return false
  }
}
