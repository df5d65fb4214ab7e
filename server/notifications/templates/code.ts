import { html } from '../../platform/html.ts'
import { bigCode, type Content, heading, layout, paragraph, type Shop, soft } from './layout.ts'
import { plainText } from './plain-text.ts'

/** The code that shows that an address is one's own. It names nobody: whoever typed the address is not known yet. */
export function codeMail(shop: Shop, { validMinutes }: { validMinutes: number }, code: string): Content {
  const subject = `Your ${shop.name} code`
  const ask = 'Enter this code to confirm your e-mail address:'
  const until = `It works once, for ${validMinutes} minutes.`
  const notYou =
    'If you did not register, do nothing: without the code nothing happens. Never give it to anybody.'
  return {
    subject,
    html: layout(shop, {
      subject,
      preview: until,
      body: html`${heading('Confirm your e-mail address')}${paragraph(ask)}${bigCode(code)}${paragraph(until)}${soft(notYou)}`,
      why: 'You get this because somebody registered with this address at',
    }),
    text: plainText(shop, [ask, `    ${code}`, until, notYou]),
  }
}

/** The code with which a user sets a new password. */
export function resetCodeMail(
  shop: Shop,
  { name, validMinutes }: { name: string; validMinutes: number },
  code: string,
): Content {
  const subject = `Your ${shop.name} code for a new password`
  const ask = `Hello ${name}, enter this code to set a new password:`
  const until = `It works once, for ${validMinutes} minutes.`
  const notYou =
    'If you did not ask for it, do nothing: your password stays as it is. Never give the code to anybody.'
  return {
    subject,
    html: layout(shop, {
      subject,
      preview: until,
      body: html`${heading('Set a new password')}${paragraph(ask)}${bigCode(code)}${paragraph(until)}${soft(notYou)}`,
      why: 'You get this because somebody asked for a new password at',
    }),
    text: plainText(shop, [ask, `    ${code}`, until, notYou]),
  }
}
