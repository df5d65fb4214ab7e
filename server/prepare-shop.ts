import { parseAddress } from './accounts/address.ts'
import { ensureAdmin } from './accounts/ensure-admin.ts'
import { userByAddress } from './accounts/queries/users.ts'
import { type Config, required } from './config.ts'
import type { FirstAdmin } from './embedded-admin.ts'
import type { Log } from './platform/log.ts'
import { endedLeases } from './platform/mail-queries.ts'
import { createPasswords, type Passwords } from './platform/passwords.ts'
import { createPool, type Pool } from './platform/postgres.ts'

/**
 * What a shop needs before it opens: its first admin and, in a database of its own (`own`: nobody else works on it),
 * the demo catalogue and the mails back that a process which was killed had in hand. Repeated, it changes nothing.
 * Tells whether the admin's password still opens the account.
 */
export async function prepareShop(
  config: Config,
  { admin, own, log }: { admin: FirstAdmin; own: boolean; log: Log },
): Promise<{ passwordHolds: boolean }> {
  const db = createPool({
    url: required(config, 'databaseUrl', 'DATABASE_URL'),
    size: 2,
    name: 'tradewind start',
    // Everything starts at this moment and nobody is served yet: a busy machine may take its time.
    connectMs: 10_000,
    onError: (err) => log.warn({ err }, 'an idle connection to PostgreSQL broke'),
  })
  const passwords = createPasswords({ pepper: required(config, 'passwordPepper', 'PASSWORD_PEPPER') })
  try {
    const opening = openAccount(db, passwords, admin)
    const taking = own ? db.transaction(endedLeases) : undefined
    const seeding = own ? seedCatalogue(db, config, log) : undefined
    await Promise.allSettled([opening, taking, seeding])
    await taking
    await seeding
    return { passwordHolds: await opening }
  } finally {
    await db.close()
  }
}

async function openAccount(db: Pool, passwords: Passwords, admin: FirstAdmin): Promise<boolean> {
  const { created } = await ensureAdmin({ db, passwords }, { ...admin, name: 'Shop admin' })
  // A password from the settings is not printed, so nobody asks whether it holds.
  if (created || !admin.passwordIsMade) return true
  const user = await userByAddress(db, parseAddress(admin.email).key)
  return passwords.verify(admin.password, user?.password_hash)
}

async function seedCatalogue(db: Pool, config: Config, log: Log): Promise<void> {
  const { seed } = await import('../db/seed/seed.ts')
  await seed({ db, uploadsDir: config.uploadsDir, log })
}
