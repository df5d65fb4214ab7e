import type { Post } from './people/shop.ts'

/** The mailbox of `npm start`, by its REST interface. */
export function maildevPost(mailboxUrl: string): Post {
  const fetchMails = async (query: Record<string, string>) => {
    const address = new URL('/api/email', mailboxUrl)
    address.search = new URLSearchParams(query).toString()
    // A mailbox that is killed may leave a question without an answer and without an end.
    const response = await fetch(address, { signal: AbortSignal.timeout(5_000) })
    return (await response.json()) as StoredMail[]
  }
  return {
    async codeFor(email) {
      const own = await fetchMails({ 'to.address': email }).catch(() => [])
      // The mailbox knows the second of a mail; the id of ours tells two of one second apart, and grows with time.
      const byAge = own.toSorted((one, other) => (idOf(one) < idOf(other) ? -1 : 1))
      return byAge.flatMap(({ text = '' }) => /\b\d{6}\b/.exec(text) ?? []).at(-1)
    },
    async mails() {
      const mails = await fetchMails({ sort: 'asc' })
      return mails.map((mail) => ({ messageId: idOf(mail), to: mail.to[0]?.address ?? '' }))
    },
  }
}

const idOf = ({ headers }: StoredMail) => headers['message-id'] ?? ''

type StoredMail = { headers: Record<string, string>; to: { address: string }[]; text?: string }
