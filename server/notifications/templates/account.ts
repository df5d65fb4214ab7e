import { html } from '../../platform/html.ts'
import { button, type Content, heading, layout, paragraph, type Shop, soft } from './layout.ts'
import { plainText } from './plain-text.ts'

/** Somebody registered with the address of a user: only its owner learns that there is an account. */
export function addressKnownMail(shop: Shop, { name }: { name: string }): Content {
  const subject = `You already have an account at ${shop.name}`
  const what = `Hello ${name}, somebody just registered with your e-mail address. You have an account here already, so nothing was changed.`
  const now = 'If it was you, log in; if you have forgotten your password, ask for a new one there.'
  const notYou = 'If it was not you, do nothing: nobody learned that you have an account.'
  return {
    subject,
    html: layout(shop, {
      subject,
      preview: 'Log in instead, nothing was changed.',
      body: html`${heading('You have an account already')}${paragraph(what)}${paragraph(now)}${soft(notYou)}${button('Log in', `${shop.url}/login`)}`,
      why: 'You get this because somebody registered with this address at',
    }),
    text: plainText(shop, [what, now, `${shop.url}/login`, notYou]),
  }
}

export function welcomeMail(shop: Shop, { name }: { name: string }): Content {
  const subject = `Welcome to ${shop.name}`
  const hello = `Hello ${name}, your e-mail address is confirmed and your account is ready.`
  const next = 'Have a look around: your cart waits for you on every device that you log in on.'
  return {
    subject,
    html: layout(shop, {
      subject,
      preview: 'Your account is ready.',
      body: html`${heading('Welcome!')}${paragraph(hello)}${paragraph(next)}${button('Start shopping', shop.url)}`,
      why: 'You get this because you made an account at',
    }),
    text: plainText(shop, [hello, next, shop.url]),
  }
}

export function passwordChangedMail(shop: Shop, { name }: { name: string }): Content {
  const subject = `Your ${shop.name} password was changed`
  const what = `Hello ${name}, the password of your account was just changed, and every other session was logged out.`
  const notYou = 'If it was not you, set a new password now: somebody else may have been in your account.'
  return {
    subject,
    html: layout(shop, {
      subject,
      preview: 'If it was not you, set a new one now.',
      body: html`${heading('Your password was changed')}${paragraph(what)}${paragraph(notYou)}${button('Set a new password', `${shop.url}/forgot-password`)}`,
      why: 'You get this because of your account at',
    }),
    text: plainText(shop, [what, notYou, `${shop.url}/forgot-password`]),
  }
}
