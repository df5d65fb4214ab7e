import { MailDev } from 'maildev'
import type { MailboxAnswer, MailboxOptions } from './mailbox.ts'

/** The process behind `startMailbox`. It lives as long as the channel to the shop: a shop that is killed takes it along. */
const { dir, port, smtpPort } = JSON.parse(process.argv[2] ?? '{}') as MailboxOptions
const mailbox = new MailDev({
  smtp: smtpPort,
  ip: '127.0.0.1',
  web: port,
  webIp: '127.0.0.1',
  mailDirectory: dir,
  maxEmails: 1000,
  silent: true,
})

// Ctrl-C reaches the whole group: the shop decides when its mailbox ends.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {})
process.on('disconnect', () => process.exit(0))

try {
  const servers = await mailbox.start()
  answer({ webPort: servers.api?.getAddress()?.port ?? port, smtpPort: servers.smtp.getAddress().port })
} catch (error) {
  const { code, message } = error as NodeJS.ErrnoException
  answer({ code, message })
  process.disconnect?.()
}

function answer(message: MailboxAnswer): void {
  process.send?.(message)
}
