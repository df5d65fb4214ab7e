/** Whether this address answers, with less than 400. */
export async function isWell(url: string, options: RequestInit = {}): Promise<boolean> {
  try {
    const answer = await fetch(url, { ...options, signal: AbortSignal.timeout(10_000) })
    await answer.arrayBuffer()
    return answer.status < 400
  } catch {
    return false
  }
}
