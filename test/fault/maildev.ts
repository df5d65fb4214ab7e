import type { Post } from './people/shop.ts'

/** The mailbox of `npm start`, by its REST interface. */
export function maildevPost(mailboxUrl: string): Post {
  const fetchMails = async (query: string) => {
    // A mailbox that is killed may leave a question without an answer and without an end.
    const signal = AbortSignal.timeout(5_000)
    const response = await fetch(new URL(`/api/email${query}`, mailboxUrl), { signal })
    return (await response.json()) as StoredMail[]
  }
  const isTo = (email: string) => (mail: StoredMail) => mail.to.some(({ address }) => address === email)
  return {
    async codeFor(email) {
      const mails = await fetchMails('?sort=desc&limit=50').catch(() => [])
      return /\b\d{6}\b/.exec(mails.find(isTo(email))?.text ?? '')?.[0]
    },
    async mails() {
      const mails = await fetchMails('?sort=asc')
      return mails.map(({ headers, to }) => ({
        messageId: headers['message-id'] ?? '',
        to: to[0]?.address ?? '',
      }))
    },
  }
}

type StoredMail = { headers: Record<string, string>; to: { address: string }[]; text?: string }
