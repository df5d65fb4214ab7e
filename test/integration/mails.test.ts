import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { endedLeases, givenUpMails, leasedMails } from '../../server/platform/mail-queries.ts'
import { type MailShop, passwordChanged, startMailShop, until, welcome } from '../support/mail-shop.ts'
import { rowsRead } from '../support/rows-read.ts'
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

test('S20 a code is sealed in its row, goes out by mail, and is erased once sent', async () => {
  const mail = post.codeMail('048213')
  await post.queue([mail])
  const [before] = await post.mails()
  expect(JSON.stringify(before)).not.toContain('048213')
  expect(before?.sealed?.toString('latin1')).not.toContain('048213')
  post.send()
  await until(post.statuses).toEqual(['sent'])
  const [taken] = sink.of(mail.messageId)
  expect(taken?.to).toEqual([mail.recipient])
  expect(taken?.raw).toContain('048213')
  expect(taken?.raw).toMatch(/^From: "?Tradewind"? <shop@tradewind.example>\r?$/m)
  expect(taken?.raw).toMatch(/^Auto-Submitted: auto-generated\r?$/im)
  expect((await post.mails())[0]).toMatchObject({
    sealed: null,
    leased_until: null,
    last_error: null,
    tries: 1,
  })
})

test('a mail that was just written goes out at once', async () => {
  post.send(shop, { lookMs: 60_000 })
  await sleep(100)
  const since = performance.now()
  const mail = welcome()
  await post.queue([mail])
  await until(() => sink.of(mail.messageId).length).toBe(1)
  expect((sink.of(mail.messageId)[0]?.at ?? Infinity) - since).toBeLessThan(1_000)
})

test('mails wait while many requests are under way, and leave soon after', async () => {
  const { requests } = shop.context
  post.send()
  await sleep(200)
  requests.inFlight = 50
  await post.queue([welcome(), welcome()])
  await sleep(500)
  expect(await post.statuses()).toEqual(['queued', 'queued'])
  requests.inFlight = 0
  await until(post.statuses).toEqual(['sent', 'sent'])
})

test('I15 senders of two processes send each mail once', async () => {
  const other = await shop.again()
  const all = Array.from({ length: 80 }, welcome)
  post.send()
  post.send(other)
  for (let i = 0; i < 80; i += 20) await post.queue(all.slice(i, i + 20), i % 40 ? shop : other)
  await until(async () => (await post.statuses()).filter((one) => one === 'sent').length).toBe(80)
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
  await post.queue([first])
  await post.queue([second])
  post.send()
  await until(async () => (await post.mails())[0]?.tries).toBeGreaterThan(2)
  expect(sink.taken).toEqual([])
  refuse = false
  await until(post.statuses).toEqual(['sent', 'sent'])
  expect(sink.taken.map(({ messageId }) => messageId)).toEqual([first.messageId, second.messageId])

  sink.rules.rcpt = () => {
    throw reply(550, 'no such mailbox')
  }
  const lost = welcome()
  await post.queue([lost])
  await post.queue([passwordChanged(lost)])
  await until(post.statuses).toEqual(['sent', 'sent', 'failed', 'failed'])
  expect(sink.taken).toHaveLength(2)
})

test('a code leaves before all that does not expire, however long that has waited', async () => {
  await post.queue(Array.from({ length: 40 }, welcome))
  const code = { ...post.codeMail('048213'), expiresAt: new Date(Date.now() + 60_000) }
  await post.queue([code])
  post.send()
  await until(post.statuses).toEqual(Array.from({ length: 41 }, () => 'sent'))
  const place = sink.taken.findIndex(({ messageId }) => messageId === code.messageId)
  // So many are leased at a time.
  expect(place).toBeLessThan(24)
})

test('an expired code is given up and erased, and never sent', async () => {
  await post.queue([{ ...post.codeMail('123456'), expiresAt: new Date(Date.now() - 1_000) }])
  const fine = welcome()
  await post.queue([fine])
  post.send()
  await until(post.statuses).toEqual(['failed', 'sent'])
  expect((await post.mails())[0]).toMatchObject({
    sealed: null,
    tries: 0,
    last_error: expect.stringContaining('expired'),
  })
  expect(sink.taken.map(({ messageId }) => messageId)).toEqual([fine.messageId])
})

test('what no try could deliver is given up, and found without going through all that waits', async () => {
  const mails = Array.from({ length: 1_000 }, welcome)
  await post.queue(mails)
  const [refused, fatal] = await shop.sql<{ id: string }>('select id from mails order by id limit 2')
  await shop.sql(
    `update mails set tries = 100, created_at = now() - interval '2 days' where id in ($1, $2)`,
    [refused?.id, fatal?.id],
  )
  await shop.sql(`update mails set last_error = 'no' where id = $1`, [refused?.id])
  await shop.sql(`update mails set leased_until = now() where id = $1`, [fatal?.id]) // Whoever sent it has ended.
  await shop.context.db.transaction(endedLeases)
  const { answer, read } = await shop.context.db.transaction(
    (tx) => rowsRead(tx, 'mails', () => givenUpMails(tx)),
    { isPlannedOnce: true },
  )
  expect(answer.map(({ reason }) => reason).sort()).toEqual([
    'It could not be delivered for a day: The process that was sending it ended',
    'It could not be delivered for a day: no',
  ])
  expect(read).toBeLessThan(20)
})

test('mails are leased without going through all that were written together', async () => {
  const { context } = await shop.again({ DATABASE_POOL_SIZE: '1' }) // Plans belong to a connection.
  const lease = () =>
    context.db.transaction((tx) => rowsRead(tx, 'mails', () => leasedMails(tx, 10, 45_000)), {
      isPlannedOnce: true,
    })
  expect((await lease()).answer).toEqual([]) // Planned while there are none.
  await post.queue(Array.from({ length: 1_000 }, welcome))
  for (let i = 0; i < 3; i++) {
    const { answer, read } = await lease()
    expect(answer).toHaveLength(10)
    // Those leased before are passed over; those leased now are read again as they are written.
    expect(read).toBeLessThan(100)
  }
})

test('without SMTP_URL mails stay in the queue', async () => {
  const mute = await shop.again({ SMTP_URL: '' })
  post.send(mute)
  await post.queue([welcome()], mute)
  await sleep(700)
  expect(await post.mails()).toMatchObject([{ status: 'queued', tries: 0 }])
})

test('closing lets the mail that is under way finish, and gives back what takes too long', async () => {
  const reached = Promise.withResolvers<void>()
  sink.rules.data = async ({ to }) => {
    reached.resolve()
    await sleep(to[0]?.startsWith('slow') ? 2_000 : 300)
  }
  const quick = welcome()
  await post.queue([quick])
  const sender = post.send()
  await reached.promise
  await sender.close()
  expect(await post.statuses()).toEqual(['sent'])

  sink.rules.rcpt = () => sleep(2_000)
  await post.queue([welcome()])
  const impatient = post.send(shop, { closeMs: 100 })
  await until(async () => (await post.mails())[1]?.tries).toBe(1)
  const since = performance.now()
  await impatient.close()
  expect(performance.now() - since).toBeLessThan(1_000)
  expect((await post.mails())[1]).toMatchObject({ status: 'queued', leased_until: null })
  expect(sink.taken).toHaveLength(1)
})
