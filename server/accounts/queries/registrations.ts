import { affected, type Db, row, rows, type Tx } from '../../platform/postgres.ts'

/** Until the end of the transaction nobody else registers, resends or resets for this address. */
export const lockedAddress = (tx: Tx, emailKey: string) =>
  rows(tx, "select pg_advisory_xact_lock(hashtext('address'), hashtext($1))", [emailKey])

export const insertedRegistration = (tx: Tx, registration: NewRegistration) =>
  affected(
    tx,
    `insert into registrations (id, email, email_key, name, password_hash, cookie_hash)
     values ($1, $2, $3, $4, $5, $6)`,
    [
      registration.id,
      registration.email,
      registration.emailKey,
      registration.name,
      registration.passwordHash,
      registration.cookieHash,
    ],
  )

/** The registration that a cookie names, finished or not. */
export const registrationByCookie = (db: Db, cookieHash: Buffer) =>
  row<RegistrationRow>(db, 'select id, email, email_key from registrations where cookie_hash = $1', [
    cookieHash,
  ])

/** Up to two registrations of an address that can still become a user: who asks without a cookie may only mean the only one. */
export const liveRegistrations = (db: Db, emailKey: string) =>
  rows<RegistrationRow>(
    db,
    `select id, email, email_key from registrations
     where email_key = $1 and completed_at is null and created_at > now() - interval '1 day'
     order by created_at desc limit 2`,
    [emailKey],
  )

/** A new code, or none (null), in place of the one before. */
export const renewedCode = (tx: Tx, id: string, codeHash: Buffer | null) =>
  row<{ code_expires_at: Date }>(
    tx,
    `update registrations set code_hash = $2, code_expires_at = now() + interval '10 minutes', code_tries = 0
     where id = $1 and completed_at is null returning code_expires_at`,
    [id, codeHash],
  )

/**
 * Counts one try of a code, five at most, and completes the registration if it is the right one, all in one statement:
 * parallel tries queue up at the row (S17, S18, I19). No row: there is no code to try (any more).
 */
export const triedCode = (tx: Tx, id: string, codeHash: Buffer) =>
  row<{ completed: boolean; email: string; email_key: string; name: string; password_hash: string }>(
    tx,
    `update registrations set code_tries = code_tries + 1, completed_at = case when code_hash = $2 then now() end
     where id = $1 and completed_at is null and code_hash is not null and code_expires_at > now() and code_tries < 5
     returning completed_at is not null as completed, email, email_key, name, password_hash`,
    [id, codeHash],
  )

export const replacedCookie = (tx: Tx, id: string, cookieHash: Buffer) =>
  affected(tx, 'update registrations set cookie_hash = $2 where id = $1 and completed_at is null', [
    id,
    cookieHash,
  ])

/**
 * 1 when one more mail about a code may go out, which is noted with it; 0 when that would be too many: of one subject
 * one repetition a minute and five an hour, of one address ten mails an hour and twenty a day. `quiet` also waits a
 * minute after the first one. The address must be locked.
 */
export const grantedCodeMail = (tx: Tx, mail: CodeMail) =>
  affected(
    tx,
    `with sent as (
       select count(*) filter (where subject_id = $2 and sent_at > now() - interval '1 hour') as times,
              count(*) filter (where subject_id = $2 and again and sent_at > now() - interval '1 hour') as repetitions,
              max(sent_at) filter (where subject_id = $2 and (again or $4)) as latest,
              count(*) filter (where sent_at > now() - interval '1 hour') as of_hour,
              count(*) as of_day
       from code_mails where email_key = $3 and sent_at > now() - interval '1 day'
     )
     insert into code_mails (id, subject_id, email_key, again)
     select $1, $2, $3, times > 0 from sent
     where repetitions < 5 and (latest is null or latest <= now() - interval '1 minute')
       and of_hour < 10 and of_day < 20`,
    [mail.id, mail.subjectId, mail.emailKey, mail.quiet],
  )

export type RegistrationRow = { id: string; email: string; email_key: string }
export type NewRegistration = {
  id: string
  email: string
  emailKey: string
  name: string
  passwordHash: string
  cookieHash: Buffer
}
export type CodeMail = { id: string; subjectId: string; emailKey: string; quiet: boolean }
