import Type from 'typebox'
import { Adjustment } from './cart.ts'
import { Currency, Id, Money, PageQuery, Timestamp } from './common.ts'

export const OrderStatus = Type.Union(
  [
    Type.Literal('placed'),
    Type.Literal('paid'),
    Type.Literal('shipped'),
    Type.Literal('delivered'),
    Type.Literal('cancelled'),
  ],
  { title: 'OrderStatus' },
)
export type OrderStatus = Type.Static<typeof OrderStatus>

const addressPart = Type.String({ maxLength: 200 })

/**
 * Where to send an order: the parts of an address, or the text that a person would write on a parcel. Addresses differ
 * from country to country, so parts of other names are kept as they are.
 */
export const ShippingAddress = Type.Union(
  [
    Type.Object(
      {
        name: Type.Optional(addressPart),
        line1: Type.Optional(addressPart),
        line2: Type.Optional(addressPart),
        city: Type.Optional(addressPart),
        region: Type.Optional(addressPart),
        postalCode: Type.Optional(addressPart),
        country: Type.Optional(addressPart),
        phone: Type.Optional(addressPart),
      },
      {
        additionalProperties: false,
        patternProperties: { '^[A-Za-z][A-Za-z0-9_]{0,39}$': addressPart },
        minProperties: 1,
        maxProperties: 20,
      },
    ),
    Type.String({ minLength: 1, maxLength: 1000 }),
  ],
  {
    title: 'ShippingAddress',
    examples: [
      {
        name: 'Ada Byron',
        line1: '12 Harbour Street',
        city: 'Bristol',
        postalCode: 'BS1 4QA',
        country: 'United Kingdom',
      },
    ],
  },
)
export type ShippingAddress = Type.Static<typeof ShippingAddress>

export const PlaceOrder = Type.Object(
  {
    expectedTotal: Type.Optional(
      Type.String({
        pattern: '^\\d{1,15}(\\.\\d{1,4})?$',
        description: 'What the buyer was shown; another total refuses the order',
        examples: ['25.98'],
      }),
    ),
    shippingAddress: Type.Optional(ShippingAddress),
    note: Type.Optional(Type.String({ maxLength: 1000 })),
  },
  { additionalProperties: false, title: 'PlaceOrder' },
)
export type PlaceOrder = Type.Static<typeof PlaceOrder>

export const OrderItem = Type.Object(
  { productId: Id, name: Type.String(), unitPrice: Money, quantity: Type.Integer(), lineTotal: Money },
  { title: 'OrderItem' },
)

const order = {
  id: Id,
  number: Type.String({ examples: ['7K3M-9QPA'] }),
  status: OrderStatus,
  items: Type.Array(OrderItem),
  itemsTotal: Money,
  adjustments: Type.Array(Adjustment),
  totalAmount: Money,
  currency: Currency,
  placedAt: Timestamp,
  shippingAddress: Type.Union([ShippingAddress, Type.Null()]),
  note: Type.Union([Type.String(), Type.Null()]),
  history: Type.Array(Type.Object({ status: OrderStatus, at: Timestamp })),
}

export const Order = Type.Object(order, { title: 'Order' })
export type Order = Type.Static<typeof Order>

export const OrderPage = Type.Object(
  { items: Type.Array(Order), nextCursor: Type.Union([Type.String(), Type.Null()]) },
  { title: 'OrderPage' },
)

export const AdminOrder = Type.Object(
  {
    ...order,
    userId: Type.Union([Id, Type.Null()]),
    contact: Type.Object({ name: Type.String(), email: Type.String() }),
    version: Type.Integer(),
  },
  { title: 'AdminOrder' },
)
export type AdminOrder = Type.Static<typeof AdminOrder>

export const AdminOrderPage = Type.Object(
  { items: Type.Array(AdminOrder), nextCursor: Type.Union([Type.String(), Type.Null()]) },
  { title: 'AdminOrderPage' },
)

export const AdminOrderQuery = Type.Object(
  {
    ...PageQuery.properties,
    status: Type.Optional(OrderStatus),
    q: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 100,
        description: "An order's number, or the start of a customer's e-mail address",
      }),
    ),
  },
  { additionalProperties: false },
)

export const ChangeOrderStatus = Type.Object(
  { status: OrderStatus },
  { additionalProperties: false, title: 'ChangeOrderStatus' },
)

/** A line that cannot be had: an archived product has 0 available. */
export const ShortLine = Type.Object(
  { productId: Id, name: Type.String(), asked: Type.Integer(), available: Type.Integer() },
  { title: 'ShortLine' },
)
export type ShortLine = Type.Static<typeof ShortLine>
