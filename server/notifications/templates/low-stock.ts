import type { MailPayloads } from '../../../contracts/mails.ts'
import { html } from '../../platform/html.ts'
import { button, type Content, heading, layout, paragraph, type Shop } from './layout.ts'
import { plainText } from './plain-text.ts'

/** Tells an admin that an order took a product to the low-stock threshold. */
export function lowStockMail(
  shop: Shop,
  { productName, sku, remaining }: MailPayloads['low_stock'],
): Content {
  const left = remaining === 0 ? 'sold out' : `down to ${remaining}`
  const subject = `${productName} is ${left}`
  const what = `An order has just taken ${productName}${sku ? ` (${sku})` : ''} to ${remaining} in stock.`
  const next =
    'Restock it to keep it on sale. You will be told again when it falls to the threshold once more.'
  const url = `${shop.url}/admin`
  return {
    subject,
    html: layout(shop, {
      subject,
      preview: what,
      body: html`${heading(subject)}${paragraph(what)}${paragraph(next)}${button('Open the admin pages', url)}`,
      why: 'You get this because you are an admin of',
    }),
    text: plainText(shop, [what, next, url]),
  }
}
