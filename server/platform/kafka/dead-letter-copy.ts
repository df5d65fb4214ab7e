import type { KafkaRecord } from './messages.ts'
import type { UncopiedLetter } from './outbox-queries.ts'
import { deadLetterTopic } from './topics.ts'

/** A dead letter as it goes to its topic's .dlq: the event as it came, and beside it who gave it up, when and why. */
export function deadLetterCopy(letter: UncopiedLetter, source: string): KafkaRecord {
  const { payload, raw, key, sequence, requestId } = letter
  const isEvent = payload !== null
  return {
    topic: deadLetterTopic(letter.topic),
    key: key ?? undefined,
    value: isEvent ? JSON.stringify(payload) : (raw ?? ''),
    headers: {
      ce_specversion: '1.0',
      ce_id: letter.eventId,
      ce_source: source,
      ce_type: letter.topic,
      ...(sequence !== null && { ce_sequence: String(sequence) }),
      ...(requestId !== null && { ce_requestid: requestId }),
      ce_consumer: letter.consumer,
      ce_reason: letter.reason,
      ce_tries: String(letter.tries),
      ce_failedat: letter.failedAt.toISOString(),
      ce_deadletter: letter.id,
      'content-type': isEvent ? 'application/json' : 'text/plain',
    },
  }
}
