import { IdParams } from '../../contracts/common.ts'
import { problems } from '../../contracts/errors.ts'
import { AdminOrder, AdminOrderPage, AdminOrderQuery, ChangeOrderStatus } from '../../contracts/orders.ts'
import type { Context } from '../context.ts'
import { type App, caller } from '../http.ts'
import { changeStatus } from './change-status.ts'
import { listAllOrders } from './list-orders.ts'
import { adminOrderView } from './order-view.ts'
import { showOrder } from './show-order.ts'

/** Everybody's orders, for admins. */
export function adminOrderRoutes(app: App, context: Context) {
  const { db } = context
  const config = { access: 'admin' } as const
  const tags = ['Orders, admin']

  app.get(
    '/api/admin/orders',
    {
      config,
      schema: {
        tags,
        summary: 'All orders, newest first',
        querystring: AdminOrderQuery,
        response: { 200: AdminOrderPage, ...problems(400, 401, 403, 503) },
      },
    },
    async (request) => {
      const { items, nextCursor } = await listAllOrders(db, request.query)
      return { items: items.map(adminOrderView), nextCursor }
    },
  )

  app.get(
    '/api/admin/orders/:id',
    {
      config,
      schema: {
        tags,
        summary: 'One order',
        params: IdParams,
        response: { 200: AdminOrder, ...problems(400, 401, 403, 404, 503) },
      },
    },
    async (request) => adminOrderView(await showOrder(db, request.params.id, null)),
  )

  app.post(
    '/api/admin/orders/:id/status',
    {
      config,
      schema: {
        tags,
        summary: 'Move an order on',
        description:
          'placed -> paid -> shipped -> delivered; placed or paid -> cancelled. Anything else is refused with 409.',
        params: IdParams,
        body: ChangeOrderStatus,
        response: { 200: AdminOrder, ...problems(400, 401, 403, 404, 409, 503) },
      },
    },
    async (request) => {
      const change = {
        orderId: request.params.id,
        to: request.body.status,
        actor: caller(request),
        ownerId: null,
        requestId: request.id,
      }
      return adminOrderView(await changeStatus(context, change))
    },
  )
}
