import type { Schemas } from '../../api/schema.ts'
import { paths } from '../../paths.ts'
import { formatMoney } from '../../ui/format.ts'
import './order-lines.css'

/** What is ordered, a line a product. */
export function OrderLines({ items, currency }: { items: Line[]; currency: string }) {
  return (
    <ul class="order-lines">
      {items.map(({ productId, name, quantity, lineTotal }) => (
        <li key={productId}>
          <span>{quantity} ×</span>
          <a href={paths.product(productId)}>{name}</a>
          <span>{formatMoney(lineTotal, currency)}</span>
        </li>
      ))}
    </ul>
  )
}

type Line = Pick<Schemas['OrderItem'], 'productId' | 'name' | 'quantity' | 'lineTotal'>
