import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { MailKind, MailPayloads, OrderMail } from '../../contracts/mails.ts'
import { renderMail } from './render-mail.ts'

const shop = { name: 'Tradewind', url: 'http://localhost:8080' }

const order: OrderMail = {
  orderId: '01936f5e-8d3a-7c1b-9f42-6a1d2e3f4b5c',
  number: '7K3M-9QPA',
  name: 'Ada Byron',
  items: [
    { name: 'Oat Drink, Barista, 1 l', quantity: 6, unitPrice: '2.49', lineTotal: '14.94' },
    {
      name: 'Sourdough Country Loaf, Baked This Morning, 750 g',
      quantity: 1,
      unitPrice: '5.80',
      lineTotal: '5.80',
    },
    { name: 'Alphonso Mangoes, Box of Twelve', quantity: 40, unitPrice: '29.90', lineTotal: '1196.00' },
  ],
  itemsTotal: '1216.74',
  adjustments: [],
  totalAmount: '1216.74',
  currency: 'USD',
  placedAt: '2026-11-24T17:05:00.000Z',
  shippingAddress: {
    name: 'Ada Byron',
    line1: '12 Harbour Street',
    city: 'Bristol',
    postalCode: 'BS1 4QA',
    country: 'United Kingdom',
  },
}

const samples: MailPayloads = {
  code: { validMinutes: 10 },
  reset_code: { name: 'Ada Byron', validMinutes: 10 },
  address_known: { name: 'Ada Byron' },
  welcome: { name: 'Ada Byron' },
  password_changed: { name: 'Ada Byron' },
  order_confirmation: order,
  order_cancelled: order,
  order_shipped: {
    ...order,
    adjustments: [{ label: 'Shipping', amount: '4.90' }],
    totalAmount: '1221.64',
  },
  low_stock: { productName: 'Oat Drink, Barista, 1 l', sku: 'OAT-1', remaining: 4 },
}

test.each(Object.keys(samples) as MailKind[])('%s reads well: look at .cache/mails', async (kind) => {
  const mail = renderMail(shop, { kind, payload: samples[kind], code: '048213' })
  const folder = join(import.meta.dirname, '../../.cache/mails')
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, `${kind}.html`), mail.html)
  await writeFile(join(folder, `${kind}.txt`), `${mail.subject}\n\n${mail.text}`)
  expect(mail.html).toContain(`<title>${mail.subject}</title>`)
  for (const part of [mail.html, mail.text, mail.subject]) expect(part).not.toMatch(/undefined|NaN|\[object/)
})

test('a code stands in one piece in both parts, and not in the subject, which servers log', () => {
  for (const kind of ['code', 'reset_code'] as const) {
    const mail = renderMail(shop, { kind, payload: samples[kind], code: '048213' })
    expect(mail.html).toContain('048213')
    expect(mail.text).toMatch(/^\s+048213$/m)
    expect(mail.subject).not.toContain('048213')
    expect(() => renderMail(shop, { kind, payload: samples[kind], code: null })).toThrow('gone')
  }
})

test('a mail about an order names its number, every line, the adjustments and the total', () => {
  for (const part of ['html', 'text'] as const) {
    const mail = renderMail(shop, { kind: 'order_shipped', payload: samples.order_shipped, code: null })
    for (const piece of [
      '7K3M-9QPA',
      'Barista',
      '$14.94',
      '$1196.00',
      'Shipping',
      '$4.90',
      '$1221.64',
      'BS1 4QA',
    ])
      expect(mail[part]).toContain(piece)
  }
})

test('amounts have the digits of their currency', () => {
  const yen = { ...order, currency: 'JPY', totalAmount: '1200', itemsTotal: '1200', items: [] }
  expect(renderMail(shop, { kind: 'order_confirmation', payload: yen, code: null }).text).toContain('¥1200\n')
})

test('S45 markup in names is shown as text, and no line break gets into a subject', () => {
  const nasty = `<img src=x onerror=alert(1)>"'&\r\nBcc: eve@example.com`
  const payload = {
    ...order,
    name: nasty,
    items: [{ ...order.items[0], name: nasty }],
    shippingAddress: nasty,
  }
  for (const kind of ['order_confirmation', 'order_cancelled', 'order_shipped'] as const) {
    const { html } = renderMail(shop, { kind, payload, code: null })
    expect(html).not.toContain('<img')
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;')
  }
  const low = renderMail(shop, {
    kind: 'low_stock',
    payload: { productName: nasty, sku: nasty, remaining: 0 },
    code: null,
  })
  expect(low.html).not.toContain('<img')
  expect(low.subject).not.toMatch(/\p{Cc}/u)
  const known = renderMail(
    { name: nasty, url: shop.url },
    { kind: 'welcome', payload: { name: nasty }, code: null },
  )
  expect(known.html).not.toContain('<img')
})
