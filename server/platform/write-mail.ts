import { randomUUID } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { encode as base64, wrap as wrapBase64 } from 'nodemailer/lib/base64'
import { foldLines, hasLongerLines, isPlainText } from 'nodemailer/lib/mime-funcs'
import MimeNode from 'nodemailer/lib/mime-node'
import { encode as quoted, wrap as wrapQuoted } from 'nodemailer/lib/qp'

/**
 * A mail as it goes over the wire but for the dots that SMTP doubles, as nodemailer would write it, of whose parts it is
 * put together: for its two texts nodemailer makes a tree of nodes and a pipe of streams, more than half of what sending
 * a mail costs.
 */
export function writtenMail({ from, to, subject, messageId, date, text, html }: OutgoingMail): Buffer {
  const boundary = `--=_${randomUUID()}`
  const lines = [
    'Auto-Submitted: auto-generated',
    header('From', from),
    header('To', { name: '', address: to }),
    header('Subject', subject),
    header('Message-ID', messageId),
    header('Date', date),
    'MIME-Version: 1.0',
    `Content-Type: multipart/alternative;\r\n boundary="${boundary}"`,
    '',
    ...part(boundary, 'plain', text),
    ...part(boundary, 'html', html),
    `--${boundary}--`,
    '',
  ]
  return Buffer.from(lines.join('\r\n'))
}

/** Addresses as SMTP wants them, in ASCII and quoted where that is needed. */
export const envelopeOf = ({ from, to }: OutgoingMail) =>
  node.setEnvelope({ from, to: { name: '', address: to } }).getEnvelope()

/** Knows how headers and addresses are written; a node of each mail's own would draw a boundary that nobody uses. */
const node = new MimeNode()
const header = (key: string, value: Parameters<typeof node.encodeHeaderValue>[1]) =>
  foldLines(`${key}: ${node.encodeHeaderValue(key, value)}`, 76)

function part(boundary: string, type: 'plain' | 'html', content: string) {
  const encoding = transferEncoding(content)
  return [
    `--${boundary}`,
    `Content-Type: text/${type}; charset=utf-8`,
    `Content-Transfer-Encoding: ${encoding}`,
    '',
    encoders[encoding](content),
  ]
}

/** What is written in other letters than Latin ones takes two or three bytes for most of them, and is shorter in base64. */
function transferEncoding(content: string) {
  if (isPlainText(content)) return hasLongerLines(content, 76) ? 'quoted-printable' : '7bit'
  return Buffer.byteLength(content) > 1.4 * content.length ? 'base64' : 'quoted-printable'
}

/** Most lines of a mail are its template's, the same in every mail: what they are written as is kept. */
const quotedLines = new LRUCache<string, string>({
  max: 500,
  memoMethod: (line) => wrapQuoted(quoted(line)),
})

const withCrlf = (content: string) => content.replace(/\r?\n/g, '\r\n')
const encoders = {
  '7bit': withCrlf,
  'quoted-printable': (content: string) =>
    content
      .split(/\r?\n/)
      .map((line) => quotedLines.memo(line))
      .join('\r\n'),
  base64: (content: string) => wrapBase64(base64(content)),
}

export type OutgoingMail = {
  from: { name: string; address: string }
  to: string
  messageId: string
  date: Date
  subject: string
  html: string
  text: string
}
