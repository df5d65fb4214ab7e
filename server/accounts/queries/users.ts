import type { Role } from '../../../contracts/accounts.ts'
import { affected, type Db, row, rows, type Tx } from '../../platform/postgres.ts'

const columns = 'id, name, email, email_key, role, password_hash'

export const userById = (db: Db, id: string) =>
  row<UserRow>(db, `select ${columns} from users where id = $1`, [id])

export const userByAddress = (db: Db, emailKey: string) =>
  row<UserRow>(db, `select ${columns} from users where email_key = $1`, [emailKey])

/**
 * Whom an address may log in as: its user, or else its newest registration that still waits for its code (the one of
 * the cookie before others). One statement for every case, so that the time it takes tells nothing (S06).
 */
export const loginCandidates = (db: Db, emailKey: string, cookieHash: Buffer | null) =>
  rows<LoginCandidate>(
    db,
    `select id, true as verified, email, email_key, password_hash from users where email_key = $1
     union all
     (select id, false, email, email_key, password_hash from registrations
      where email_key = $1 and completed_at is null and created_at > now() - interval '1 day'
      order by cookie_hash is not distinct from $2 desc, created_at desc limit 1)`,
    [emailKey, cookieHash],
  )

/** The new user, or undefined when the address has one already: the unique key decides races (I18). */
export const insertedUser = (tx: Tx, user: NewUser) =>
  row<UserRow>(
    tx,
    `insert into users (id, email, email_key, name, role, password_hash) values ($1, $2, $3, $4, $5, $6)
     on conflict (email_key) do nothing returning ${columns}`,
    [user.id, user.email, user.emailKey, user.name, user.role, user.passwordHash],
  )

/**
 * The user as of now, if the hash that a password was compared with is still theirs. The row stays locked, so a
 * password or role that changes meanwhile does so before or after whatever this transaction opens.
 */
export const confirmedUser = (tx: Tx, id: string, passwordHash: string) =>
  row<UserRow>(tx, `select ${columns} from users where id = $1 and password_hash = $2 for share`, [
    id,
    passwordHash,
  ])

/** 1, or 0 when the password is no longer the one of `oldHash`. */
export const replacedPassword = (tx: Tx, id: string, oldHash: string, newHash: string) =>
  affected(
    tx,
    `update users set password_hash = $3, version = version + 1, updated_at = now() where id = $1 and password_hash = $2`,
    [id, oldHash, newHash],
  )

/** The same password under a new hash: nothing that anybody else could see has changed. */
export const rehashedPassword = (tx: Tx, id: string, oldHash: string, newHash: string) =>
  affected(tx, 'update users set password_hash = $3 where id = $1 and password_hash = $2', [
    id,
    oldHash,
    newHash,
  ])

export const resetPasswordOf = (tx: Tx, id: string, newHash: string) =>
  row<UserRow>(
    tx,
    `update users set password_hash = $2, version = version + 1, updated_at = now() where id = $1
     returning ${columns}`,
    [id, newHash],
  )

export const renamedUser = (tx: Tx, id: string, name: string) =>
  row<UserRow>(
    tx,
    `update users set name = $2, version = version + 1, updated_at = now() where id = $1
     returning ${columns}`,
    [id, name],
  )

/** The user, or undefined when the role was that already. */
export const changedRole = (tx: Tx, emailKey: string, role: Role) =>
  row<UserRow>(
    tx,
    `update users set role = $2, version = version + 1, updated_at = now() where email_key = $1 and role <> $2
     returning ${columns}`,
    [emailKey, role],
  )

export type UserRow = {
  id: string
  name: string
  email: string
  email_key: string
  role: Role
  password_hash: string
}
export type NewUser = {
  id: string
  email: string
  emailKey: string
  name: string
  role: Role
  passwordHash: string
}
export type LoginCandidate = {
  id: string
  verified: boolean
  email: string
  email_key: string
  password_hash: string
}
