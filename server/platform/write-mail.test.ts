import MailComposer from 'nodemailer/lib/mail-composer'
import { expect, test } from 'vitest'
import { envelopeOf, writtenMail } from './write-mail.ts'

const latin = {
  subject: 'Your order 7K3M-9QPA',
  to: 'ada@example.com',
  text: 'Thank you.\n\n-- \nTradewind\n',
  html: '<p>Thank you.</p>\n',
}
const mails = {
  'plain words': latin,
  'lines that are too long, and a dot at the start of one': { ...latin, text: `${'word '.repeat(60)}\n.\n` },
  'letters of many languages': {
    subject: `Ihre Bestellung für Zoë, ${'näher '.repeat(20)}`,
    to: 'ada@exämple.com',
    text: 'Grüße aus Köln, dřevěný stůl, 5 × €3.20\n',
    html: `<p>${'naïve '.repeat(50)}</p>\n`,
  },
  'letters of one language that is not Latin': {
    subject: '您的订单',
    to: 'büro@exämple.com',
    text: '谢谢您的订单。\n'.repeat(9),
    html: '<p>谢谢</p>',
  },
  'an address that needs quotes': { ...latin, to: 'ada, "the first"@example.com' },
  'a subject that is too long for a line': { ...latin, subject: 'word '.repeat(40).trim() },
}

test.each(Object.entries(mails))('a mail of %s is written as nodemailer would send it', async (_, mail) => {
  const from = { name: 'Tradewïnd "the shop"', address: 'shop@tradewind.example' }
  const rest = { messageId: '<welcome.1@localhost>', date: new Date() }
  const node = new MailComposer({
    ...mail,
    ...rest,
    from,
    to: { name: '', address: mail.to },
    headers: { 'auto-submitted': 'auto-generated' },
  }).compile()
  const built = await node.build()
  const written = { ...mail, ...rest, from }
  expect(sent(writtenMail(written))).toBe(sent(built))
  expect(envelopeOf(written)).toEqual({ ...node.getEnvelope(), from: from.address })
})

/** Over the wire a line ends in CRLF; a boundary is another each time. */
const sent = (mail: Buffer) => {
  const written = mail.toString().replace(/\r?\n/g, '\r\n')
  const boundary = written.match(/boundary="(.+?)"/)?.[1] ?? ''
  return written.replaceAll(boundary, 'boundary')
}
