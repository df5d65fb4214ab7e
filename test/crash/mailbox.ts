import type { Installation } from './installation.ts'

/** How often a confirmation lies in the mailbox, by order, told by its Message-ID; other mails are left out. */
export async function confirmations({ mailboxUrl }: Installation): Promise<Map<string, number>> {
  const response = await fetch(new URL('/api/email', mailboxUrl))
  const mails = (await response.json()) as { headers: Record<string, string> }[]
  const found = new Map<string, number>()
  for (const { headers } of mails) {
    const [, orderId] = /^<order-confirmation\.([^@]+)@/.exec(headers['message-id'] ?? '') ?? []
    if (orderId) found.set(orderId, (found.get(orderId) ?? 0) + 1)
  }
  return found
}
