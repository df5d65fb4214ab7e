import type { MailKind, MailPayloads } from '../../contracts/mails.ts'
import { addressKnownMail, passwordChangedMail, welcomeMail } from './templates/account.ts'
import { codeMail, resetCodeMail } from './templates/code.ts'
import type { Content, Shop } from './templates/layout.ts'
import { lowStockMail } from './templates/low-stock.ts'
import { cancelledMail, confirmationMail, shippedMail } from './templates/order.ts'

/**
 * The content of a mail from its row; `code` is the secret that the row carried sealed.
 * @throws when a mail of a code comes without one.
 */
export function renderMail(
  shop: Shop,
  mail: { kind: MailKind; payload: unknown; code: string | null },
): Content {
  const template = templates[mail.kind] as Template<unknown>
  if ((mail.kind === 'code' || mail.kind === 'reset_code') && !mail.code)
    throw new Error('The code of this mail is gone')
  const content = template(shop, mail.payload, mail.code ?? '')
  return { ...content, subject: content.subject.replace(/\p{Cc}+/gu, ' ') }
}

const templates: { [Kind in MailKind]: Template<MailPayloads[Kind]> } = {
  code: codeMail,
  reset_code: resetCodeMail,
  address_known: addressKnownMail,
  welcome: welcomeMail,
  password_changed: passwordChangedMail,
  order_confirmation: confirmationMail,
  order_cancelled: cancelledMail,
  order_shipped: shippedMail,
  low_stock: lowStockMail,
}

type Template<Payload> = (shop: Shop, payload: Payload, code: string) => Content
