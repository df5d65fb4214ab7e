import MailComposer from 'nodemailer/lib/mail-composer'
import { expect, test } from 'vitest'
import { writtenMail } from './write-mail.ts'

const latin = {
  subject: 'Your order 7K3M-9QPA',
  text: 'Thank you.\n\n-- \nTradewind\n',
  html: '<p>Thank you.</p>\n',
}
const mails = {
  'plain words': latin,
  'lines that are too long, and a dot at the start of one': { ...latin, text: `${'word '.repeat(60)}\n.\n` },
  'letters of many languages': {
    subject: `Ihre Bestellung für Zoë, ${'näher '.repeat(20)}`,
    text: 'Grüße aus Köln, dřevěný stůl, 5 × €3.20\n',
    html: `<p>${'naïve '.repeat(50)}</p>\n`,
  },
  'letters of one language that is not Latin': {
    subject: '您的订单',
    text: '谢谢您的订单。\n'.repeat(9),
    html: '<p>谢谢</p>',
  },
}

test.each(Object.entries(mails))('a mail of %s is written as nodemailer would send it', async (_, mail) => {
  const node = new MailComposer({
    ...mail,
    from: { name: 'Tradewïnd "the shop"', address: 'shop@tradewind.example' },
    to: { name: '', address: 'ada@exämple.com' },
    messageId: '<welcome.1@localhost>',
    date: new Date(),
  }).compile()
  const built = await node.build()
  expect(writtenMail(node)).toBe(built.toString())
})
