import type { Config } from './config.ts'
import { firstAdmin } from './embedded-admin.ts'
import type { EmbeddedDatabase } from './embedded-database.ts'
import { openSecrets } from './platform/secrets.ts'

/** The settings as the shop sees them: what was given, and for the rest what this installation made for itself. */
export function settingsOfInstallation(given: Config, { database, mailbox }: InstalledParts): Config {
  const secrets = openSecrets(given.dataDir)
  const admin = firstAdmin(given)
  return {
    ...given,
    databaseUrl: given.databaseUrl ?? database?.appUrl,
    databaseOwnerUrl: given.databaseOwnerUrl ?? database?.ownerUrl,
    smtpUrl: given.smtpUrl ?? mailbox?.smtpUrl,
    jwtKeys: given.jwtKeys ?? secrets.jwtKeys(),
    passwordPepper: given.passwordPepper ?? secrets.passwordPepper(),
    mailKey: given.mailKey ?? secrets.mailKey(),
    adminEmail: admin.email,
    adminPassword: admin.password,
  }
}

type InstalledParts = { database?: EmbeddedDatabase | undefined; mailbox?: { smtpUrl: string } | undefined }
