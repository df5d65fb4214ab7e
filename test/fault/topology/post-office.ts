import { type SmtpSink, startSmtpSink } from '../../support/smtp-sink.ts'
import type { Post } from '../people/shop.ts'

/** A mail server for each process that sends, so that it is known whose hand a mail is in. What they took is one mailbox. */
export function createPostOffice() {
  const counters = new Map<string, SmtpSink>()
  const taken = () => [...counters.values()].flatMap((sink) => sink.taken)
  return {
    post: {
      async codeFor(email) {
        const own = taken().filter(({ to }) => to[0] === email)
        const newest = own.sort((one, other) => other.at - one.at).find(({ raw }) => code.test(raw))
        return newest && code.exec(newest.raw)?.[1]
      },
      mails: async () =>
        taken()
          .sort((one, other) => one.at - other.at)
          .map(({ messageId, to }) => ({ messageId, to: to[0] ?? '' })),
    } satisfies Post,
    /** Opens the counter where `user` hands in its mails. */
    async open(user: string) {
      const sink = await startSmtpSink()
      counters.set(user, sink)
      return Number(new URL(sink.url).port)
    },
    /** Who has handed in mails. */
    senders: () => [...counters].flatMap(([user, { taken }]) => (taken.length > 0 ? [user] : [])),
    /** Changes how all of them answer. `user` is who hands in. */
    rule(rules: (user: string) => SmtpSink['rules']) {
      for (const [user, sink] of counters) sink.rules = rules(user)
    },
    heal() {
      for (const sink of counters.values()) sink.rules = {}
    },
    close: async () => {
      await Promise.all([...counters.values()].map((sink) => sink.close()))
    },
  }
}

/** In the text part, on a line of its own. */
const code = /^\s*(\d{6})\s*$/m
