import Type from 'typebox'
import { Availability } from './availability.ts'
import { maxLines, maxQuantity } from './cart-limits.ts'
import { Currency, Id, Money } from './common.ts'

export const Quantity = Type.Integer({ minimum: 1, maximum: maxQuantity, examples: [2] })
const ProductId = Type.String({
  minLength: 1,
  maxLength: 200,
  examples: ['01936f5e-8d3a-7c1b-9f42-6a1d2e3f4b5c'],
})

export const AddToCart = Type.Object(
  { productId: ProductId, quantity: Type.Optional(Type.Integer({ ...Quantity, default: 1 })) },
  { additionalProperties: false, title: 'AddToCart' },
)

export const ChangeQuantity = Type.Object(
  { quantity: Quantity },
  { additionalProperties: false, title: 'ChangeQuantity' },
)

export const MergeCart = Type.Object(
  {
    items: Type.Array(
      Type.Object({ productId: ProductId, quantity: Quantity }, { additionalProperties: false }),
      { maxItems: maxLines },
    ),
  },
  { additionalProperties: false, title: 'MergeCart' },
)

export const Adjustment = Type.Object(
  {
    kind: Type.Union([Type.Literal('shipping'), Type.Literal('tax'), Type.Literal('discount')]),
    label: Type.String(),
    amount: Money,
  },
  { title: 'Adjustment' },
)

export const CartItem = Type.Object(
  {
    id: Id,
    productId: Id,
    name: Type.String(),
    imageUrl: Type.Union([Type.String(), Type.Null()]),
    unitPrice: Money,
    quantity: Type.Integer(),
    lineTotal: Money,
    availability: Availability,
  },
  { title: 'CartItem' },
)

const cart = {
  items: Type.Array(CartItem),
  itemsTotal: Money,
  totalAmount: Money,
  currency: Currency,
}

export const Cart = Type.Object({ ...cart, adjustments: Type.Array(Adjustment) }, { title: 'Cart' })
export type Cart = Type.Static<typeof Cart>

/** What became of each line of a guest's cart: how many were asked for, how many are in the cart now because of it, and why not all. */
export const MergeAdjustment = Type.Object(
  {
    productId: Type.String(),
    asked: Type.Integer(),
    granted: Type.Integer(),
    reason: Type.Union([
      Type.Literal('out_of_stock'),
      Type.Literal('not_available'),
      Type.Literal('quantity_limit'),
      Type.Literal('cart_full'),
    ]),
  },
  { title: 'MergeAdjustment' },
)
export type MergeAdjustment = Type.Static<typeof MergeAdjustment>

/** A cart whose `adjustments` tell what the merge could not grant in full; empty when nothing was cut. */
export const MergedCart = Type.Object(
  { ...cart, adjustments: Type.Array(MergeAdjustment) },
  { title: 'MergedCart' },
)
export type MergedCart = Type.Static<typeof MergedCart>
