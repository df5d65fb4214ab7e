import type { LoggedIn } from '../../../contracts/accounts.ts'
import { newId } from '../../../server/platform/ids.ts'
import { goodPassword } from '../../support/browser.ts'
import type { TestShop } from '../../support/shop.ts'

/** Somebody with an account, logged in: the session and the cookie are what a browser gets that logs in. */
export async function createPerson(
  shop: TestShop,
  { role = 'customer', name = 'Ada Test' }: PersonOptions = {},
) {
  const { passwords, config } = shop.context
  const email = `${newId()}@example.com`
  await shop.sql(
    'insert into users (id, email, email_key, name, role, password_hash) values ($1, $2, $2, $3, $4, $5)',
    [newId(), email, name, role, await passwords.hash(goodPassword)],
  )
  const answer = await shop.app.inject({
    method: 'POST',
    url: '/api/userLogin',
    payload: { email, password: goodPassword },
  })
  const session: LoggedIn = answer.json()
  const refresh = answer.cookies.find((cookie) => cookie.name === 'refresh')
  if (answer.statusCode !== 200 || !refresh) throw new Error(`Cannot log in: ${answer.body}`)
  return {
    id: session.user.id,
    name,
    email,
    password: goodPassword,
    headers: { authorization: `Bearer ${session.token}` },
    session: { ...session, renewAt: Date.now() + 10 * 60_000 },
    cookie: {
      name: 'refresh',
      value: refresh.value,
      url: `${config.publicUrl}/api`,
      httpOnly: true,
      sameSite: 'Strict' as const,
    },
  }
}

export type Person = Awaited<ReturnType<typeof createPerson>>
export type PersonOptions = { role?: 'customer' | 'admin'; name?: string }
