import {
  AuditPage,
  AuditQuery,
  CustomerPage,
  CustomerQuery,
  EventPage,
  EventQuery,
  ReplayedEvent,
} from '../../contracts/admin.ts'
import { IdParams } from '../../contracts/common.ts'
import { problems } from '../../contracts/errors.ts'
import type { Context } from '../context.ts'
import { type App, caller } from '../http.ts'
import { listAudit } from './list-audit.ts'
import { listCustomers } from './list-customers.ts'
import { listEvents } from './list-events.ts'
import { replayEvent } from './replay-event.ts'

/** What admins look after beside orders and the catalogue: customers, the audit log, events that did not get through. */
export function adminRoutes(app: App, context: Context) {
  const { db } = context
  const config = { access: 'admin' } as const
  const tags = ['Administration']

  app.get(
    '/api/admin/customers',
    {
      config,
      schema: {
        tags,
        summary: 'Accounts with what they have bought, the newest first',
        querystring: CustomerQuery,
        response: { 200: CustomerPage, ...problems(400, 401, 403, 503) },
      },
    },
    ({ query }) => listCustomers(db, query, context.config.currency),
  )

  app.get(
    '/api/admin/audit',
    {
      config,
      schema: {
        tags,
        summary: 'Who did what to which thing, the newest first',
        querystring: AuditQuery,
        response: { 200: AuditPage, ...problems(400, 401, 403, 503) },
      },
    },
    ({ query }) => listAudit(db, query),
  )

  app.get(
    '/api/admin/events',
    {
      config,
      schema: {
        tags,
        summary: 'Dead letters, and what consumers have yet to take, the newest first',
        querystring: EventQuery,
        response: { 200: EventPage, ...problems(400, 401, 403, 503) },
      },
    },
    ({ query }) => listEvents(db, query),
  )

  app.post(
    '/api/admin/events/:id/replay',
    {
      config,
      schema: {
        tags,
        summary: 'Give a dead letter to its consumer once more',
        description: '409 when it has been replayed already or fails again; `detail` says why.',
        params: IdParams,
        response: { 200: ReplayedEvent, ...problems(400, 401, 403, 404, 409, 503) },
      },
    },
    (request) => replayEvent(context, caller(request).userId, request.params.id, request.id),
  )
}
