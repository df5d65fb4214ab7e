import type { OrderMail } from '../../../contracts/mails.ts'
import { html } from '../../platform/html.ts'
import { button, type Content, heading, layout, paragraph, type Shop } from './layout.ts'
import { orderAsText, orderTable } from './order-table.ts'
import { plainText } from './plain-text.ts'

export const confirmationMail = (shop: Shop, order: OrderMail): Content =>
  aboutOrder(shop, order, {
    subject: `Your order ${order.number}`,
    title: `Thank you, ${order.name}`,
    message: `We have your order ${order.number} and will tell you when it is on its way.`,
  })

export const cancelledMail = (shop: Shop, order: OrderMail): Content =>
  aboutOrder(shop, order, {
    subject: `Your order ${order.number} was cancelled`,
    title: 'Your order was cancelled',
    message: `Hello ${order.name}, order ${order.number} was cancelled and will not be sent.`,
  })

export const shippedMail = (shop: Shop, order: OrderMail): Content =>
  aboutOrder(shop, order, {
    subject: `Your order ${order.number} is on its way`,
    title: 'Your order is on its way',
    message: `Hello ${order.name}, order ${order.number} has left us. This is what is in the parcel:`,
  })

function aboutOrder(shop: Shop, order: OrderMail, words: Words): Content {
  const { subject, title, message } = words
  const url = `${shop.url}/orders/${order.orderId}`
  return {
    subject,
    html: layout(shop, {
      subject,
      preview: message,
      body: html`${heading(title)}${paragraph(message)}${orderTable(order)}${button('Look at your order', url)}`,
      why: 'You get this because of your order at',
    }),
    text: plainText(shop, [title, message, orderAsText(order), `Look at your order: ${url}`]),
  }
}

type Words = { subject: string; title: string; message: string }
