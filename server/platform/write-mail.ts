import { encode as base64, wrap as wrapBase64 } from 'nodemailer/lib/base64'
import type MimeNode from 'nodemailer/lib/mime-node'
import { encode as quoted, wrap as wrapQuoted } from 'nodemailer/lib/qp'

/**
 * A mail of texts as it goes over the wire, the same as nodemailer makes of it, which takes a pipe of streams a part for
 * what is a few kB here: half of what sending a mail costs.
 */
export function writtenMail(node: MimeNode): string {
  const head = `${node.buildHeaders()}\r\n\r\n`
  if (node.childNodes.length === 0) return head + body(node)
  const parts = node.childNodes.map((child) => `--${node.boundary}\r\n${writtenMail(child)}\r\n`)
  return `${head}${parts.join('')}--${node.boundary}--\r\n`
}

function body(node: MimeNode) {
  const text = String(node.content ?? '')
  // As the headers say: finding out takes a look at every letter.
  const encoding = node.getHeader('Content-Transfer-Encoding')
  if (encoding === 'base64') return wrapBase64(base64(text))
  return encoding === 'quoted-printable' ? wrapQuoted(quoted(text)) : text
}
