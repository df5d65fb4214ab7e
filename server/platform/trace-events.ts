import type { ShopEvent } from '../../contracts/events.ts'
import type { Span, Tracing } from './tracing.ts'

/**
 * A span for each event of a batch that came with a trace, below what wrote the event: the events as the handler is to
 * see them, so that what it writes because of one goes on from its span, and how to end them all.
 */
export function traceEvents(tracing: Tracing | undefined, consumer: string, events: ShopEvent[]) {
  const spans: Span[] = []
  const follow = (event: ShopEvent): ShopEvent => {
    if (!tracing || !event.traceparent) return event
    const span = tracing.start(`${consumer} ${event.topic}`, {
      kind: 'consumer',
      parent: event.traceparent,
      attributes: {
        'messaging.operation.type': 'process',
        'messaging.consumer.group.name': consumer,
        'messaging.destination.name': event.topic,
        'messaging.message.id': event.id,
        'messaging.batch.message_count': events.length,
      },
    })
    spans.push(span)
    return { ...event, traceparent: span.traceparent }
  }
  return {
    events: tracing ? events.map(follow) : events,
    end: (failed: boolean) => {
      for (const span of spans) span.end(failed)
    },
  }
}
