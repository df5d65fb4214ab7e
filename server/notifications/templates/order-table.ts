import type { OrderMail } from '../../../contracts/mails.ts'
import type { ShippingAddress } from '../../../contracts/orders.ts'
import { html, type Markup } from '../../platform/html.ts'

/** The lines, totals and address of an order. */
export function orderTable(order: OrderMail): Markup {
  const money = moneyIn(order.currency)
  const lines = order.items.map(
    (item) => html`<tr>
<td class="rule" style="padding:11px 12px 11px 0;border-bottom:1px solid #e5eae5;">${item.name}<br><span class="soft" style="font-size:14px;color:#5d6a62;">${item.quantity} × ${money(item.unitPrice)}</span></td>
<td class="rule" align="right" valign="top" style="padding:11px 0;border-bottom:1px solid #e5eae5;white-space:nowrap;">${money(item.lineTotal)}</td>
</tr>`,
  )
  const sums = sumsOf(order).map(
    ([label, amount]) => html`<tr>
<td class="soft" style="padding:9px 12px 0 0;color:#5d6a62;">${label}</td>
<td align="right" class="soft" style="padding:9px 0 0;white-space:nowrap;color:#5d6a62;">${money(amount)}</td>
</tr>`,
  )
  return html`<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" class="ink" style="margin:6px 0 20px;font-size:16px;line-height:1.4;color:#18211c;">
${lines}${sums}
<tr><td style="padding:9px 12px 0 0;font-size:18px;font-weight:700;">Total</td>
<td align="right" style="padding:9px 0 0;font-size:18px;font-weight:700;white-space:nowrap;">${money(order.totalAmount)}</td></tr>
</table>
<p class="soft" style="margin:0 0 6px;font-size:14px;line-height:1.5;color:#5d6a62;">Order ${order.number}, placed on ${day(order.placedAt)}.${shippedTo(order.shippingAddress)}</p>`
}

/** The same as text: amounts stand right under each other. */
export function orderAsText(order: OrderMail): string {
  const money = moneyIn(order.currency)
  const rows = [
    ...order.items.map((item) => [`${item.quantity} x ${item.name}`, money(item.lineTotal)] as const),
    ...sumsOf(order).map(([label, amount]) => [label, money(amount)] as const),
    ['Total', money(order.totalAmount)] as const,
  ]
  const widest = Math.max(...rows.map(([, amount]) => amount.length))
  const column = Math.min(50, Math.max(...rows.map(([label]) => label.length)))
  const table = rows.map(([label, amount]) => {
    const tooLong = label.length > column ? `${label}\n` : ''
    return `${tooLong}${(tooLong ? '' : label).padEnd(column)}  ${amount.padStart(widest)}`
  })
  const address = addressLines(order.shippingAddress)
  return [
    ...table,
    '',
    `Order ${order.number}, placed on ${day(order.placedAt)}`,
    ...(address.length > 0 ? ['', 'It goes to:', ...address] : []),
  ].join('\n')
}

/** The sum of the lines and each adjustment; nothing where the total says it all. */
function sumsOf({ itemsTotal, adjustments }: OrderMail): [label: string, amount: string][] {
  if (adjustments.length === 0) return []
  return [['Items', itemsTotal], ...adjustments.map(({ label, amount }): [string, string] => [label, amount])]
}

function shippedTo(address: ShippingAddress | null): Markup {
  const lines = addressLines(address)
  if (lines.length === 0) return html``
  return html`<br><br>It goes to:${lines.map((line) => html`<br>${line}`)}`
}

function addressLines(address: ShippingAddress | null): string[] {
  if (address === null) return []
  if (typeof address === 'string') return address.split('\n')
  const { name, line1, line2, city, region, postalCode, country, phone: _, ...others } = address
  const town = [[postalCode, city].filter(Boolean).join(' '), region].filter(Boolean).join(', ')
  return [name, line1, line2, ...Object.values(others), town, country].filter((line): line is string =>
    Boolean(line),
  )
}

/** Amounts as people write them, without thousands separators, so that they can be searched for. */
function moneyIn(currency: string): (amount: string) => string {
  const format =
    formats.get(currency) ??
    new Intl.NumberFormat('en-US', { style: 'currency', currency, useGrouping: false })
  formats.set(currency, format)
  return (amount) => format.format(amount as Intl.StringNumericLiteral)
}

// A format is kept, since making one takes longer than the rest of the mail.
const formats = new Map<string, Intl.NumberFormat>()
const days = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' })

const day = (at: string) => `${days.format(new Date(at))} UTC`
