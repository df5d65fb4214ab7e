import { affected, type Db, row, type Tx } from '../../platform/postgres.ts'

export const voidedResets = (tx: Tx, userId: string) =>
  affected(tx, 'update password_resets set used_at = now() where user_id = $1 and used_at is null', [userId])

export const insertedReset = (tx: Tx, reset: { id: string; userId: string; codeHash: Buffer }) =>
  row<{ expires_at: Date }>(
    tx,
    `insert into password_resets (id, user_id, code_hash, expires_at)
     values ($1, $2, $3, now() + interval '10 minutes') returning expires_at`,
    [reset.id, reset.userId, reset.codeHash],
  )

/** The reset of an address whose code has not been used; there is at most one. */
export const openReset = (db: Db, emailKey: string) =>
  row<{ id: string; user_id: string }>(
    db,
    `select r.id, r.user_id from password_resets r join users u on u.id = r.user_id
     where u.email_key = $1 and r.used_at is null order by r.created_at desc limit 1`,
    [emailKey],
  )

/** Counts one try, five at most, and uses the reset up if the code is right, in one statement as for a registration. */
export const triedReset = (tx: Tx, id: string, codeHash: Buffer) =>
  row<{ used: boolean }>(
    tx,
    `update password_resets set tries = tries + 1, used_at = case when code_hash = $2 then now() end
     where id = $1 and used_at is null and expires_at > now() and tries < 5
     returning used_at is not null as used`,
    [id, codeHash],
  )
