import Type from 'typebox'
import { Id, Money, PageQuery, Timestamp } from './common.ts'

const OrNull = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()])
const nextCursor = OrNull(Type.String())

/** An account with what it has bought: orders ever placed, and what those not cancelled come to. */
export const CustomerAccount = Type.Object(
  {
    id: Id,
    name: Type.String({ examples: ['Ada Byron'] }),
    email: Type.String({ examples: ['ada@example.com'] }),
    role: Type.Union([Type.Literal('customer'), Type.Literal('admin')]),
    createdAt: Timestamp,
    orders: Type.Integer({ examples: [3] }),
    revenue: Money,
  },
  { title: 'CustomerAccount' },
)

export const CustomerPage = Type.Object(
  { items: Type.Array(CustomerAccount), nextCursor },
  { title: 'CustomerPage' },
)

export const CustomerQuery = Type.Object(
  {
    ...PageQuery.properties,
    q: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 100,
        description: 'A part of the name or of the e-mail address',
      }),
    ),
  },
  { additionalProperties: false },
)

export const AuditEntry = Type.Object(
  {
    id: Id,
    at: Timestamp,
    action: Type.String({ examples: ['product.archived'] }),
    actor: OrNull(
      Type.Object({ id: Id, name: OrNull(Type.String()) }, { description: 'null: the shop itself' }),
    ),
    subjectId: OrNull(Id),
    detail: Type.Record(Type.String(), Type.Unknown()),
    requestId: OrNull(Type.String()),
  },
  { title: 'AuditEntry' },
)

export const AuditPage = Type.Object({ items: Type.Array(AuditEntry), nextCursor }, { title: 'AuditPage' })

export const AuditQuery = Type.Object(
  {
    ...PageQuery.properties,
    action: Type.Optional(
      Type.String({
        pattern: '^[a-z]+(\\.[a-z_]+)*$',
        maxLength: 100,
        description: 'One action, or all of a kind of thing: "order.status", or "order"',
      }),
    ),
    actor: Type.Optional(Type.String({ ...Id, description: 'Who did it' })),
    subject: Type.Optional(Type.String({ ...Id, description: 'The id of what it was done to' })),
  },
  { additionalProperties: false },
)

/** waiting: not yet taken. retrying: it failed and will be tried again. dead: given up. replayed: a dead one that worked later. */
export const EventState = Type.Union([
  Type.Literal('waiting'),
  Type.Literal('retrying'),
  Type.Literal('dead'),
  Type.Literal('replayed'),
])
export type EventState = Type.Static<typeof EventState>

const delivery = {
  id: Type.String({ ...Id, description: 'Of a dead letter: what its replay takes' }),
  state: EventState,
  consumer: Type.String({ examples: ['email'] }),
  eventId: Id,
  topic: Type.String({ examples: ['order-placed'] }),
  key: OrNull(Id),
  sequence: OrNull(Type.Integer()),
  tries: Type.Integer(),
  reason: OrNull(Type.String()),
  at: Type.String({ ...Timestamp, description: 'When it was written, or given up' }),
  replayedAt: OrNull(Timestamp),
  requestId: OrNull(Type.String()),
}

/** An event that a consumer has yet to apply, or had given up. */
export const EventDelivery = Type.Object({ ...delivery, payload: Type.Unknown() }, { title: 'EventDelivery' })
export type EventDelivery = Type.Static<typeof EventDelivery>

export const ReplayedEvent = Type.Object(delivery, { title: 'ReplayedEvent' })
export type ReplayedEvent = Type.Static<typeof ReplayedEvent>

export const EventPage = Type.Object({ items: Type.Array(EventDelivery), nextCursor }, { title: 'EventPage' })

export const EventQuery = Type.Object(
  {
    ...PageQuery.properties,
    consumer: Type.Optional(Type.String({ minLength: 1, maxLength: 100, examples: ['email'] })),
    state: Type.Optional(EventState),
  },
  { additionalProperties: false },
)
