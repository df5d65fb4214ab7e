import { afterAll, beforeAll, expect, test } from 'vitest'
import { leasedMails } from '../../server/platform/mail-queries.ts'
import { prepareShop } from '../../server/prepare-shop.ts'
import { type MailShop, startMailShop, until, welcome } from '../support/mail-shop.ts'

let mailing: MailShop
beforeAll(async () => {
  mailing = await startMailShop()
})
afterAll(() => mailing.close())

const prepare = (own: boolean) =>
  prepareShop(mailing.shop.context.config, {
    admin: { email: 'admin@example.com', password: 'made for this test', passwordIsMade: false },
    own,
    log: mailing.shop.context.log,
  })

test('I16 a start that is alone takes mails over from a killed process at once, one that is not waits for their lease', async () => {
  await mailing.queue([welcome()])
  const { db } = mailing.shop.context
  expect(await db.transaction((tx) => leasedMails(tx, 1, 45_000))).toHaveLength(1)

  await prepare(false)
  expect((await mailing.mails())[0]?.leased_until).not.toBeNull()
  await prepare(true)
  mailing.send()
  await until(mailing.statuses).toEqual(['sent'])
})
