import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import { afterAll, expect, test } from 'vitest'
import { startMailbox } from './mailbox.ts'

const dir = mkdtempSync(join(tmpdir(), 'tradewind-mailbox-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))

test('takes a mail, shows it, and still has it at the next start', async () => {
  const mailbox = await startMailbox({ dir, port: 0 })
  const mail = { from: 'shop@example.com', to: 'ann@example.com', subject: 'Your code', text: '123456' }
  await createTransport(mailbox.smtpUrl).sendMail(mail)
  expect(await subjects(mailbox.url)).toEqual(['Your code'])
  await expect(startMailbox({ dir, port: Number(new URL(mailbox.url).port) })).rejects.toThrow(
    /set MAILBOX_PORT/,
  )
  await mailbox.stop()
  await expect(subjects(mailbox.url)).rejects.toThrow()

  const again = await startMailbox({ dir, port: 0 })
  expect(await subjects(again.url)).toEqual(['Your code'])
  await again.stop()
})

async function subjects(url: string): Promise<string[]> {
  const mails = (await (await fetch(`${url}/api/email`)).json()) as { subject: string }[]
  return mails.map(({ subject }) => subject)
}
