import Type from 'typebox'
import { IdParams, PageQuery } from '../../contracts/common.ts'
import { problems } from '../../contracts/errors.ts'
import { Order, OrderPage, PlaceOrder } from '../../contracts/orders.ts'
import type { Context } from '../context.ts'
import { type App, caller } from '../http.ts'
import { adminOrderRoutes } from './admin-routes.ts'
import { cancelOrder } from './change-status.ts'
import { listOwnOrders } from './list-orders.ts'
import { orderView } from './order-view.ts'
import type { OrderPlacement } from './place-order.ts'
import { showOrder } from './show-order.ts'

const IdempotencyKey = Type.Object({
  'idempotency-key': Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 255,
      description: 'Repeat a request with the same key and it makes at most one order',
    }),
  ),
})

/** Placing, showing and cancelling one's own orders. */
export function orderRoutes(app: App, context: Context & { placeOrder: OrderPlacement }) {
  const { db, placeOrder } = context
  const config = { access: 'customer' } as const
  const tags = ['Orders']

  app.post(
    '/products/placeorder',
    {
      config: { ...config, shed: 'last', refusal: placeOrder.refusal },
      schema: {
        tags,
        summary: 'Order what is in the cart',
        description:
          'All of it or nothing. 409 `out_of_stock` carries `lines` ({productId, name, asked, available}), 409 `price_changed` the new `totalAmount`. A refused attempt does not use its key up.',
        headers: IdempotencyKey,
        body: Type.Union([PlaceOrder, Type.Null()]),
        response: { 200: Order, ...problems(400, 401, 409, 422, 503) },
      },
    },
    (request) =>
      placeOrder({
        userId: caller(request).userId,
        key: request.headers['idempotency-key'],
        body: request.body ?? {},
        requestId: request.id,
        traceparent: request.span?.traceparent,
      }),
  )

  app.get(
    '/products/orders',
    {
      config,
      schema: {
        tags,
        summary: 'Own orders, newest first',
        querystring: PageQuery,
        response: { 200: OrderPage, ...problems(400, 401, 503) },
      },
    },
    async (request) => {
      const { items, nextCursor } = await listOwnOrders(db, caller(request).userId, request.query)
      return { items: items.map(orderView), nextCursor }
    },
  )

  app.get(
    '/products/orders/:id',
    {
      config,
      schema: {
        tags,
        summary: 'One of your own orders',
        params: IdParams,
        response: { 200: Order, ...problems(400, 401, 404, 503) },
      },
    },
    async (request) => orderView(await showOrder(db, request.params.id, caller(request).userId)),
  )

  app.post(
    '/products/orders/:id/cancellation',
    {
      config,
      schema: {
        tags,
        summary: 'Cancel an order',
        description: 'Gives its stock back, once; possible until it is shipped.',
        params: IdParams,
        response: { 200: Order, ...problems(400, 401, 404, 409, 503) },
      },
    },
    async (request) => orderView(await cancelOrder(context, caller(request), request.params.id, request.id)),
  )

  adminOrderRoutes(app, context)
}
