import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { refusal } from './refusal.ts'

/**
 * A mailbox for people and tests: takes every mail by SMTP on a free loopback port, shows them on a page and by REST
 * (`/api/email`) on `port`, keeps the newest thousand under `dir`. It is maildev, in a process of its own: its weight
 * stays out of the shop, and it is started again if it falls. Throws a refusal when the port is taken.
 */
export async function startMailbox({ dir, port }: { dir: string; port: number }): Promise<Mailbox> {
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  let running = await launch({ dir, port, smtpPort: 0 })
  const { webPort, smtpPort } = running
  let stopping = false
  const watch = async () => {
    while (!stopping) {
      await ended(running.child)
      if (stopping) return
      await sleep(500)
      running = await launch({ dir, port: webPort, smtpPort }).catch(() => running)
      if (stopping && running.child.connected) running.child.disconnect()
    }
  }
  watch()
  return {
    url: `http://localhost:${webPort}`,
    smtpUrl: `smtp://127.0.0.1:${smtpPort}`,
    stop: async () => {
      stopping = true
      if (running.child.connected) running.child.disconnect()
      await ended(running.child)
    },
  }
}

async function launch(
  options: MailboxOptions,
): Promise<{ child: ChildProcess; webPort: number; smtpPort: number }> {
  const child = fork(new URL('./mailbox-process.ts', import.meta.url), [JSON.stringify(options)], {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    execArgv: [],
  })
  const [answer] = (await Promise.race([once(child, 'message'), ended(child).then(() => [])])) as [
    MailboxAnswer?,
  ]
  if (answer && 'webPort' in answer) return { child, ...answer }
  await ended(child)
  if (answer?.code === 'EADDRINUSE') {
    throw refusal(
      `Port ${options.port} for the mailbox is in use: stop the program that has it, or set MAILBOX_PORT to another port.`,
    )
  }
  throw refusal(
    `The mailbox did not start (${answer?.message ?? 'it ended at once'}): run "npm ci", or set SMTP_URL to a mail server.`,
  )
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
}

export type MailboxOptions = { dir: string; port: number; smtpPort: number }
export type MailboxAnswer =
  | { webPort: number; smtpPort: number }
  | { code?: string | undefined; message: string }
export type Mailbox = {
  /** The page, for people; the same address serves the REST interface. */
  url: string
  smtpUrl: string
  stop: () => Promise<void>
}
