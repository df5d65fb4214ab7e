import type { Schemas } from '../api/schema.ts'
import { logIn } from '../api/session.ts'
import { t } from '../texts/texts.ts'
import { toast } from '../ui/toasts.tsx'

/** What follows on a login, however it came about. */
export async function enter(answer: Schemas['LoggedIn'], greeting: 'login.done' | 'code.welcome') {
  logIn(answer)
  for (const follow of followers) await follow()
  toast(t(greeting, { name: answer.user.name }))
}

/** Has something done after each login, before its page goes on: `follow` throws nothing. */
export function onEnter(follow: () => Promise<void>) {
  followers.push(follow)
}

const followers: (() => Promise<void>)[] = []
