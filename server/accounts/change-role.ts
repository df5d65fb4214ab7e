import type { Role } from '../../contracts/accounts.ts'
import type { Context } from '../context.ts'
import { notFound } from '../errors.ts'
import { recordAudit } from '../platform/audit.ts'
import { parseAddress } from './address.ts'
import { advancedEpochsOf } from './queries/sessions.ts'
import { changedRole, userByAddress } from './queries/users.ts'
import { announce } from './revoke.ts'

/**
 * Gives a user another role. Their access tokens, which carry the old one, are refused within a second on every node
 * (S30); their sessions live on, and the next refresh gives the new role.
 * @throws a 404 when the address has no user.
 */
export async function changeRole(
  context: Pick<Context, 'db' | 'sessions'>,
  input: { email: string; role: Role; actorId: string | null; requestId: string | null },
): Promise<void> {
  const { key } = parseAddress(input.email)
  const revoked = await context.db.transaction(async (tx) => {
    const user = await changedRole(tx, key, input.role)
    if (!user) return (await userByAddress(tx, key)) ? [] : undefined
    await recordAudit(tx, {
      actorId: input.actorId,
      action: 'user.role_changed',
      subjectId: user.id,
      detail: { role: input.role },
      requestId: input.requestId,
    })
    return advancedEpochsOf(tx, user.id)
  })
  if (!revoked) throw notFound('There is no user with this address: they register first.')
  announce(context, revoked)
}
