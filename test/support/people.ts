import { newId } from '../../server/platform/ids.ts'
import type { TestShop } from './shop.ts'

/**
 * A verified user with a session, put straight into the tables, and the headers that act as that user. Fast: for
 * tests that are not about accounts.
 */
export async function signIn(shop: TestShop, options: { role?: 'customer' | 'admin'; name?: string } = {}) {
  const id = newId()
  const sessionId = newId()
  const email = `${id}@example.com`
  const { role = 'customer', name = 'Ada Test' } = options
  await shop.sql(
    'insert into users (id, email, email_key, name, role, password_hash) values ($1, $2, $2, $3, $4, $5)',
    [id, email, name, role, 'none'],
  )
  await shop.sql(`insert into sessions (id, user_id, expires_at) values ($1, $2, now() + interval '1 day')`, [
    sessionId,
    id,
  ])
  const { token } = shop.context.sessions.issue({ userId: id, sessionId, role, epoch: 1 })
  return { id, email, name, sessionId, token, headers: { authorization: `Bearer ${token}` } }
}
