import { fileURLToPath } from 'node:url'
import { isWell } from '../../is-well.ts'
import type { Part } from '../part.ts'

/** maildev, as the embedded shop has it: SMTP, and a page for people. */
export function mailboxPart({ dir, port, smtpPort }: { dir: string; port: number; smtpPort: number }): Part {
  const maildev = fileURLToPath(new URL('bin/maildev.js', import.meta.resolve('maildev')))
  const settings = {
    smtp: smtpPort,
    ip: '127.0.0.1',
    web: port,
    'web-ip': '127.0.0.1',
    'mail-directory': dir,
    'max-emails': 1000,
  }
  const options = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)])
  return {
    name: 'mailbox',
    port,
    needs: [],
    command: [process.execPath, maildev, ...options, '--silent'],
    ready: () => isWell(`http://127.0.0.1:${port}/api/email`),
  }
}
