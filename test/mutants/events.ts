import type { Mutant } from './mutants.ts'

const relay = 'test/integration/events.test.ts'
const deadLetters = 'test/integration/events-dead-letters.test.ts'
const mails = 'test/integration/mails.test.ts'
const faults = 'test/integration/mails-faults.test.ts'
const inventory = 'server/inventory/consumer.test.ts'
const email = 'server/notifications/consumer.test.ts'

export const eventMutants: Mutant[] = [
  {
    id: 'I3-checkpoint',
    bug: 'a checkpoint holds one unit less than the ledger sums to',
    file: 'server/inventory/queries.ts',
    find: 'select variant_id, last_id, ledger from compared',
    replace: 'select variant_id, last_id, ledger - 1 from compared',
    tests: [inventory],
  },
  {
    id: 'I13',
    bug: 'the relay takes what came after the last event it knows',
    file: 'db/migrations/0015-new-events.sql',
    find: 'where o.key >= from_key and o.topic = any(of_topics)',
    replace: `where o.key >= from_key and o.topic = any(of_topics)
      and o.id > coalesce((select event_id from applied_events a where a.consumer = for_consumer order by event_id desc limit 1), '00000000-0000-0000-0000-000000000000')`,
    tests: [relay],
  },
  {
    id: 'I13-sweep',
    bug: 'what is delivered leaves the outbox only where it is in front of all that waits',
    file: 'server/platform/relay.ts',
    find: 'begun < allAt ? sweepSize : null',
    replace: 'sweepSize',
    tests: [relay],
  },
  {
    id: 'I13-swept',
    bug: 'an event leaves the outbox though a consumer has not applied it',
    file: 'server/platform/event-queries.ts',
    find: `and (select count(*) from applied_events a where a.consumer = s.consumer and a.event_id = l.id) = 0)))`,
    replace: `and false)))`,
    tests: [relay],
  },
  {
    id: 'I14',
    bug: 'a consumer handles an event whether it has applied it or not',
    file: 'server/platform/apply-events.ts',
    find: 'events.filter((event) => fresh.delete(event.id))',
    replace: 'events',
    tests: [relay],
  },
  {
    id: 'I15-lease',
    bug: 'a mail that is leased can be taken again',
    file: 'server/platform/mail-queries.ts',
    find: '(q.leased_until is null or q.leased_until <= clock_timestamp())',
    replace: 'true',
    tests: [mails, faults],
  },
  {
    id: 'I15-dot',
    bug: 'the lease is not looked at before the final dot',
    file: 'server/platform/mail-transport.ts',
    find: '  await gate()',
    replace: '  void gate',
    tests: [faults],
  },
  {
    id: 'I15-id',
    bug: 'each event about an order makes a Message-ID of its own',
    file: 'server/notifications/consumer.ts',
    find: 'messageId: messageIdFor(kind, order.id, publicUrl)',
    replace: 'messageId: messageIdFor(kind, event.id, publicUrl)',
    tests: [email],
  },
  {
    id: 'I16',
    bug: 'the dead letter of one consumer counts as applied for none',
    file: 'server/platform/deliver-events.ts',
    find: '    await markApplied(tx, consumer.name, [event.id])\n',
    replace: '',
    tests: [deadLetters],
  },
  {
    id: 'I16-order',
    bug: 'later events of a key do not wait for the one that fails',
    file: 'server/platform/deliver-events.ts',
    find: '    stuck.add(event.key)\n',
    replace: '',
    tests: [deadLetters],
  },
  {
    id: 'I17-after',
    bug: 'a cancellation does not wait for its confirmation',
    file: 'server/platform/mail-queries.ts',
    find: `and (q.after_id is null or exists (select 1 from mails p where p.id = q.after_id and p.status = 'sent'))`,
    replace: '',
    tests: [mails],
  },
  {
    id: 'I17-first',
    bug: 'only order-placed writes a confirmation',
    file: 'server/notifications/consumer.ts',
    find: "events.map((event) => mail('order_confirmation', event))",
    replace:
      "events.filter(({ topic }) => topic === 'order-placed').map((event) => mail('order_confirmation', event))",
    tests: [email],
  },
  {
    id: 'S20',
    bug: 'the code stays in its row after it was sent',
    file: 'server/platform/mail-queries.ts',
    find: 'sealed = case when not n.gone then m.sealed end,',
    replace: 'sealed = m.sealed,',
    tests: [mails],
  },
  {
    id: 'F10-lease',
    bug: 'a lease is made to last although another sender holds it',
    file: 'server/platform/mail-queries.ts',
    find: "else m.tries = n.tries and m.status = 'queued' end",
    replace: "else m.status = 'queued' end",
    tests: [mails, faults],
  },
  {
    id: 'O2-sent-away',
    bug: 'a node that has to refuse everybody seems idle to what can wait',
    file: 'server/machinery/shed-load.ts',
    find: 'if (refused) requests.refusedAt = performance.now()',
    replace: 'if (refused) requests.refusedAt = Number.NEGATIVE_INFINITY',
    tests: ['test/integration/overload.test.ts'],
  },
  {
    id: 'O2-last',
    bug: 'those who fill their carts take the places of those who have',
    file: 'server/machinery/shed-load.ts',
    find: 'late: 0.8',
    replace: 'late: 1',
    tests: ['test/integration/overload.test.ts'],
  },
  {
    id: 'O2-comes-again',
    bug: 'who was refused is forgotten at once',
    file: 'server/platform/make-way.ts',
    find: '|| performance.now() - refusedAt < comesAgainMs',
    replace: '|| performance.now() - refusedAt < 0',
    tests: ['server/platform/make-way.test.ts'],
  },
]
