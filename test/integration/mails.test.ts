import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterEach, beforeEach, expect, inject, test } from 'vitest'
import { renderMail } from '../../server/notifications/render-mail.ts'
import { newId } from '../../server/platform/ids.ts'
import { leasedMails } from '../../server/platform/mail-queries.ts'
import { messageIdFor, type NewMail, queueMails } from '../../server/platform/mail-queue.ts'
import { type SenderOptions, startMailSender } from '../../server/platform/mail-sender.ts'
import { seal } from '../../server/platform/seal.ts'
import { startShop, type TestShop } from '../support/shop.ts'
import { reply, type SmtpSink, startSmtpSink } from '../support/smtp-sink.ts'

let shop: TestShop
let sink: SmtpSink
let senders: { close(): Promise<void> }[]
beforeEach(async () => {
  sink = await startSmtpSink()
  shop = await startShop({ SMTP_URL: sink.url })
  senders = []
})
afterEach(async () => {
  for (const sender of senders) await sender.close()
  await shop.close()
  await sink.close()
})

test('S20 a code is sealed in its row, goes out by mail, and is erased once sent', async () => {
  const mail = codeMail('048213')
  await queue([mail])
  const [before] = await mails()
  expect(JSON.stringify(before)).not.toContain('048213')
  expect(before?.sealed?.toString('latin1')).not.toContain('048213')
  send()
  await until(statuses).toEqual(['sent'])
  const [taken] = sink.of(mail.messageId)
  expect(taken?.to).toEqual([mail.recipient])
  expect(taken?.raw).toContain('048213')
  expect(taken?.raw).toMatch(/^From: "?Tradewind"? <shop@tradewind.example>\r?$/m)
  expect(taken?.raw).toMatch(/^Auto-Submitted: auto-generated\r?$/im)
  expect((await mails())[0]).toMatchObject({ sealed: null, leased_until: null, last_error: null, tries: 1 })
})

test('a mail that was just written goes out at once', async () => {
  send(shop, { lookMs: 60_000 })
  await sleep(100)
  const since = performance.now()
  const mail = welcome()
  await queue([mail])
  await until(() => sink.of(mail.messageId).length).toBe(1)
  expect((sink.of(mail.messageId)[0]?.at ?? Infinity) - since).toBeLessThan(400)
})

test('I15 senders of two processes send each mail once', async () => {
  const other = await shop.again()
  const all = Array.from({ length: 80 }, welcome)
  send()
  send(other)
  for (let i = 0; i < 80; i += 20) await queue(all.slice(i, i + 20), i % 40 ? shop : other)
  await until(async () => (await statuses()).filter((one) => one === 'sent').length).toBe(80)
  expect(sink.taken.map(({ messageId }) => messageId).sort()).toEqual(
    all.map(({ messageId }) => messageId).sort(),
  )
})

test('I17 a mail that follows another waits until that one has gone, and fails with it', async () => {
  let refuse = true
  sink.rules.data = ({ subject }) => {
    if (refuse && !subject.includes('password')) throw reply(451, 'try again later')
  }
  const first = welcome()
  const second = passwordChanged(first)
  await queue([first])
  await queue([second])
  send()
  await until(async () => (await mails())[0]?.tries).toBeGreaterThan(2)
  expect(sink.taken).toEqual([])
  refuse = false
  await until(statuses).toEqual(['sent', 'sent'])
  expect(sink.taken.map(({ messageId }) => messageId)).toEqual([first.messageId, second.messageId])

  sink.rules.rcpt = () => {
    throw reply(550, 'no such mailbox')
  }
  const lost = welcome()
  await queue([lost])
  await queue([passwordChanged(lost)])
  await until(statuses).toEqual(['sent', 'sent', 'failed', 'failed'])
  expect(sink.taken).toHaveLength(2)
})

test('F11 a server that says 4xx, or refuses the sender, is asked again until it takes the mail', async () => {
  let refusals = 0
  sink.rules.rcpt = () => {
    if (refusals++ < 2) throw reply(450, 'mailbox busy')
  }
  sink.rules.from = () => {
    if (refusals < 1) return
    if (refusals++ < 4) throw reply(550, 'sender not allowed here')
  }
  await queue([codeMail('123456')])
  send()
  await until(statuses).toEqual(['sent'])
  expect(sink.taken).toHaveLength(1)
  expect((await mails())[0]?.tries).toBeGreaterThan(3)
})

test('F11 a server that refuses the recipient or the content for good ends the mail, with its words, and others go on', async () => {
  sink.rules.rcpt = (address) => {
    if (address.startsWith('nobody')) throw reply(550, 'no such mailbox')
  }
  sink.rules.data = ({ to }) => {
    if (to[0]?.startsWith('spam')) throw reply(554, 'this looks like spam')
  }
  const nobody = { ...codeMail('123456'), recipient: 'nobody@example.com' }
  const spam = { ...welcome(), recipient: 'spam@example.com' }
  const fine = welcome()
  await queue([nobody, spam, fine])
  send()
  await until(statuses).toEqual(['failed', 'failed', 'sent'])
  const [first, second] = await mails()
  expect(first).toMatchObject({
    tries: 1,
    sealed: null,
    last_error: expect.stringContaining('no such mailbox'),
  })
  expect(second).toMatchObject({ tries: 1, last_error: expect.stringContaining('this looks like spam') })
  expect(sink.taken.map(({ messageId }) => messageId)).toEqual([fine.messageId])
})

test('F11 a server that is away, or drops the connection before the final dot is answered for, gets the mail later, once', async () => {
  let drops = 3
  sink.rules.data = (_, drop) => {
    if (drops-- > 0) {
      drop()
      throw reply(451, 'gone')
    }
  }
  await sink.pause()
  const mail = welcome()
  await queue([mail])
  send()
  await until(async () => (await mails())[0]?.tries).toBeGreaterThan(1)
  expect((await mails())[0]?.status).toBe('queued')
  await sink.resume()
  await until(statuses).toEqual(['sent'])
  expect(sink.of(mail.messageId)).toHaveLength(1)
})

test('F11 a slow server holds up only what it is slow with, and is given up after the time it has', async () => {
  let slow = true
  sink.rules.rcpt = async (address) => {
    if (slow && address.startsWith('slow')) await sleep(1_000)
  }
  await queue([{ ...welcome(), recipient: 'slow@example.com' }])
  send(shop, { answerTimeoutMs: 300 })
  await until(async () => (await mails())[0]?.last_error).toMatch(/too long|Timeout/)
  const fine = welcome()
  await queue([fine])
  await until(() => sink.of(fine.messageId).length).toBe(1)
  slow = false
  await until(statuses).toEqual(['sent', 'sent'])
  expect(sink.taken).toHaveLength(2)
})

test('F10 what a process had leased when it died is sent once by another when the lease ends', async () => {
  const mail = welcome()
  await queue([mail])
  const since = performance.now()
  await shop.context.db.transaction((tx) => leasedMails(tx, 10, 600))
  send()
  await until(statuses).toEqual(['sent'])
  expect(sink.of(mail.messageId)).toHaveLength(1)
  expect((sink.taken[0]?.at ?? 0) - since).toBeGreaterThan(550)
})

test('F10 a sender that lost its lease before the final dot leaves the mail to the one that has it', async () => {
  const mail = welcome()
  await queue([mail])
  let takenOver = false
  sink.rules.rcpt = async () => {
    if (takenOver) return
    takenOver = true
    await shop.sql(`update mails set tries = tries + 1, leased_until = now() + interval '500 ms'`)
  }
  send()
  await until(statuses).toEqual(['sent'])
  expect(sink.of(mail.messageId)).toHaveLength(1)
  expect((await mails())[0]?.tries).toBe(3)
})

test('F10 the note that a mail has gone outlives a broken connection to PostgreSQL: no second mail', async () => {
  const mail = welcome()
  sink.rules.afterDot = () => cutConnections()
  await queue([mail])
  send(shop, { leaseMs: 3_000 })
  await until(statuses).toEqual(['sent'])
  expect(sink.of(mail.messageId)).toHaveLength(1)
})

test('F10 a connection that breaks between the final dot and its answer is the one window where a mail goes out twice', async () => {
  const mail = welcome()
  let drops = 1
  sink.rules.afterDot = (_, drop) => {
    if (drops-- > 0) drop()
  }
  await queue([mail])
  send()
  await until(statuses).toEqual(['sent'])
  expect(sink.of(mail.messageId)).toHaveLength(2)
})

test('an expired code is given up and erased, and never sent', async () => {
  await queue([{ ...codeMail('123456'), expiresAt: new Date(Date.now() - 1_000) }])
  const fine = welcome()
  await queue([fine])
  send()
  await until(statuses).toEqual(['failed', 'sent'])
  expect((await mails())[0]).toMatchObject({
    sealed: null,
    tries: 0,
    last_error: expect.stringContaining('expired'),
  })
  expect(sink.taken.map(({ messageId }) => messageId)).toEqual([fine.messageId])
})

test('without SMTP_URL mails stay in the queue', async () => {
  const mute = await shop.again({ SMTP_URL: '' })
  send(mute)
  await queue([welcome()], mute)
  await sleep(700)
  expect(await mails()).toMatchObject([{ status: 'queued', tries: 0 }])
})

test('closing lets the mail that is under way finish, and gives back what takes too long', async () => {
  const reached = Promise.withResolvers<void>()
  sink.rules.data = async ({ to }) => {
    reached.resolve()
    await sleep(to[0]?.startsWith('slow') ? 2_000 : 300)
  }
  const quick = welcome()
  await queue([quick])
  const sender = send()
  await reached.promise
  await sender.close()
  expect(await statuses()).toEqual(['sent'])

  sink.rules.rcpt = () => sleep(2_000)
  await queue([welcome()])
  const impatient = send(shop, { closeMs: 100 })
  await until(async () => (await mails())[1]?.tries).toBe(1)
  const since = performance.now()
  await impatient.close()
  expect(performance.now() - since).toBeLessThan(1_000)
  expect((await mails())[1]).toMatchObject({ status: 'queued', leased_until: null })
  expect(sink.taken).toHaveLength(1)
})

/** Looks every few ms, as long as the slowest machine takes. */
const until = <T>(look: () => T) => expect.poll(look, { interval: 10, timeout: 8_000 })

function send(node: Pick<TestShop, 'context'> = shop, options: SenderOptions = {}) {
  const look = { name: 'Tradewind', url: 'http://localhost:8080' }
  const sender = startMailSender(node.context, (mail) => renderMail(look, mail), {
    pause: { firstMs: 40, longestMs: 100 },
    lookMs: 50,
    ...options,
  })
  senders.push(sender)
  return sender
}

async function queue(mails: NewMail[], node: Pick<TestShop, 'context'> = shop) {
  await node.context.db.transaction((tx) => queueMails(tx, mails))
  node.context.mailsWritten.ring()
}

function welcome(): NewMail {
  const id = newId()
  return {
    kind: 'welcome',
    messageId: messageIdFor('welcome', id, 'http://localhost:8080'),
    recipient: `${id}@example.com`,
    payload: { name: 'Ada' },
    requestId: null,
  }
}

const passwordChanged = (after: NewMail): NewMail => ({
  ...welcome(),
  kind: 'password_changed',
  payload: { name: 'Ada' },
  afterMessageId: after.messageId,
})

function codeMail(code: string): NewMail {
  const sealed = seal(code, shop.context.keys.mail)
  return { ...welcome(), kind: 'code', payload: { validMinutes: 10 }, sealed }
}

const mails = () =>
  shop.sql<{
    status: string
    tries: number
    sealed: Buffer | null
    leased_until: Date | null
    last_error: string | null
  }>('select * from mails order by created_at, id')

const statuses = async () => (await mails()).map(({ status }) => status)

async function cutConnections() {
  const admin = new pg.Client({ connectionString: inject('superuserUrl') })
  await admin.connect()
  await admin.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and usename = 'tw_app'`,
    [new URL(shop.appUrl).pathname.slice(1)],
  )
  await admin.end()
}
