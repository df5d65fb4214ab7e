import { type ShopEvent, topics } from '../../../contracts/events.ts'
import { canonicalId, isId } from '../ids.ts'
import type { KafkaMessage, KafkaRecord } from './messages.ts'

/** An event as CloudEvents 1.0 in Kafka's binary mode: attributes are headers, the value is the data alone. */
export function cloudEvent(event: OutgoingEvent, source: string): KafkaRecord {
  return {
    topic: event.topic,
    key: event.key,
    value: event.payload,
    headers: {
      ce_specversion: '1.0',
      ce_id: event.id,
      ce_source: source,
      ce_type: event.topic,
      ce_time: event.createdAt.toISOString(),
      ce_sequence: String(event.sequence),
      ...(event.requestId !== null && { ce_requestid: event.requestId }),
      ...(event.traceparent && { ce_traceparent: event.traceparent }),
      'content-type': 'application/json',
    },
  }
}

/**
 * The event that a message carries. @throws an error that tells why it is none. Whether its data is what its type
 * promises, its handler finds out.
 */
export function eventOf({ topic, key, value, headers }: KafkaMessage): ShopEvent {
  const header = (name: string) => headers.get(name)
  const known = topics.find((one) => one === topic)
  if (!known) throw new Error(`No event of this shop travels in ${topic}`)
  if (header('ce_specversion') !== '1.0') throw new Error('It is no CloudEvent: ce_specversion is not 1.0')
  if (header('ce_type') !== topic) throw new Error(`ce_type is ${header('ce_type')}, not ${topic}`)
  const id = header('ce_id') ?? ''
  if (!isId(id)) throw new Error('ce_id is no id')
  if (key === undefined || !isId(key)) throw new Error('Its key is no id')
  const sequence = Number(header('ce_sequence') || Number.NaN)
  if (!Number.isSafeInteger(sequence) || sequence < 0) throw new Error('ce_sequence is no version')
  const payload = parsed(value)
  const requestId = header('ce_requestid') ?? null
  const traceparent = header('ce_traceparent') ?? null
  return {
    id: canonicalId(id),
    topic: known,
    key: canonicalId(key),
    sequence,
    payload,
    requestId,
    traceparent,
  } as ShopEvent
}

function parsed(value: string | undefined): object {
  if (value === undefined) throw new Error('It carries no data')
  const data: unknown = JSON.parse(value)
  if (typeof data !== 'object' || data === null) throw new Error('Its data is no JSON object')
  return data
}

/** Its payload is the text that PostgreSQL keeps: nobody here looks into it. */
export type OutgoingEvent = Omit<ShopEvent, 'payload'> & { payload: string; createdAt: Date }
