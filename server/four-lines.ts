import type { Config } from './config.ts'
import type { FirstAdmin } from './embedded-admin.ts'

/** What a start prints for a person: where everything is, and who is the admin. */
export function fourLines({ config, mailboxUrl, admin, passwordHolds }: Started): string[] {
  return [
    `Shop           ${config.publicUrl}`,
    `API reference  ${config.publicUrl}/docs`,
    `Mailbox        ${mailboxUrl ?? `none here, mails go out through ${new URL(config.smtpUrl ?? '').host}`}`,
    `Admin          ${adminLine(admin, passwordHolds)}`,
  ]
}

function adminLine({ email, password, passwordIsMade }: FirstAdmin, passwordHolds: boolean): string {
  if (!passwordIsMade) return `${email}, the password in ADMIN_PASSWORD`
  return passwordHolds ? `${email}, password ${password}` : `${email}, the password that was chosen since`
}

type Started = {
  config: Config
  mailboxUrl: string | undefined
  admin: FirstAdmin
  /** Whether the admin's password still opens the account. */
  passwordHolds: boolean
}
