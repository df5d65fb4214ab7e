import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { leasedMails } from '../../server/platform/mail-queries.ts'
import { cutConnections } from '../support/database.ts'
import { type MailShop, startMailShop, until, welcome } from '../support/mail-shop.ts'
import { reply } from '../support/smtp-sink.ts'

let shop: MailShop['shop']
let sink: MailShop['sink']
let post: MailShop
beforeEach(async () => {
  post = await startMailShop()
  shop = post.shop
  sink = post.sink
})
afterEach(() => post.close())

test('F11 a server that says 4xx, or refuses the sender, is asked again until it takes the mail', async () => {
  let refusals = 0
  sink.rules.rcpt = () => {
    if (refusals++ < 2) throw reply(450, 'mailbox busy')
  }
  sink.rules.from = () => {
    if (refusals < 1) return
    if (refusals++ < 4) throw reply(550, 'sender not allowed here')
  }
  await post.queue([post.codeMail('123456')])
  post.send()
  await until(post.statuses).toEqual(['sent'])
  expect(sink.taken).toHaveLength(1)
  expect((await post.mails())[0]?.tries).toBeGreaterThan(3)
})

test('F11 a server that refuses the recipient or the content for good ends the mail, with its words, and others go on', async () => {
  sink.rules.rcpt = (address) => {
    if (address.startsWith('nobody')) throw reply(550, 'no such mailbox')
  }
  sink.rules.data = ({ to }) => {
    if (to[0]?.startsWith('spam')) throw reply(554, 'this looks like spam')
  }
  const nobody = { ...post.codeMail('123456'), recipient: 'nobody@example.com' }
  const spam = { ...welcome(), recipient: 'spam@example.com' }
  const fine = welcome()
  await post.queue([nobody, spam, fine])
  post.send()
  await until(post.statuses).toEqual(['failed', 'failed', 'sent'])
  const [first, second] = await post.mails()
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
  await post.queue([mail])
  post.send()
  await until(async () => (await post.mails())[0]?.tries).toBeGreaterThan(1)
  expect((await post.mails())[0]?.status).toBe('queued')
  await sink.resume()
  await until(post.statuses).toEqual(['sent'])
  expect(sink.of(mail.messageId)).toHaveLength(1)
})

test('F11 a slow server holds up only what it is slow with, and is given up after the time it has', async () => {
  let slow = true
  sink.rules.rcpt = async (address) => {
    if (slow && address.startsWith('slow')) await sleep(1_000)
  }
  await post.queue([{ ...welcome(), recipient: 'slow@example.com' }])
  post.send(shop, { answerTimeoutMs: 300 })
  await until(async () => (await post.mails())[0]?.last_error).toMatch(/too long|Timeout/)
  const fine = welcome()
  await post.queue([fine])
  await until(() => sink.of(fine.messageId).length).toBe(1)
  slow = false
  await until(post.statuses).toEqual(['sent', 'sent'])
  expect(sink.taken).toHaveLength(2)
})

test('F10 what a process had leased when it died is sent once by another when the lease ends', async () => {
  const mail = welcome()
  await post.queue([mail])
  const since = performance.now()
  await shop.context.db.transaction((tx) => leasedMails(tx, 10, 600))
  post.send()
  await until(post.statuses).toEqual(['sent'])
  expect(sink.of(mail.messageId)).toHaveLength(1)
  expect((sink.taken[0]?.at ?? 0) - since).toBeGreaterThan(550)
})

test('F10 a sender that lost its lease before the final dot leaves the mail to the one that has it', async () => {
  const mail = welcome()
  await post.queue([mail])
  let takenOver = false
  sink.rules.rcpt = async () => {
    if (takenOver) return
    takenOver = true
    await shop.sql(`update mails set tries = tries + 1, leased_until = now() + interval '500 ms'`)
  }
  post.send()
  await until(post.statuses).toEqual(['sent'])
  expect(sink.of(mail.messageId)).toHaveLength(1)
  expect((await post.mails())[0]?.tries).toBe(3)
})

test('F10 the note that a mail has gone outlives a broken connection to PostgreSQL: no second mail', async () => {
  const mail = welcome()
  sink.rules.afterDot = () => cutConnections(shop)
  await post.queue([mail])
  post.send(shop, { leaseMs: 3_000 })
  await until(post.statuses).toEqual(['sent'])
  expect(sink.of(mail.messageId)).toHaveLength(1)
})

test('F10 a connection that breaks between the final dot and its answer is the one window where a mail goes out twice', async () => {
  const mail = welcome()
  let drops = 1
  sink.rules.afterDot = (_, drop) => {
    if (drops-- > 0) drop()
  }
  await post.queue([mail])
  post.send()
  await until(post.statuses).toEqual(['sent'])
  expect(sink.of(mail.messageId)).toHaveLength(2)
})
