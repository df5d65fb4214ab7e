import { setTimeout as sleep } from 'node:timers/promises'
import { Consumer, type Message, type MessagesStream } from '@platformatic/kafka'
import type { Log } from '../log.ts'
import { within } from '../within.ts'
import type { KafkaAddress, KafkaMessage } from './messages.ts'

/**
 * Hands what is in some topics to `handle`, as one member of a group, and tells the group how far it has come when
 * `handle` is done: each message at least once, in order within a partition. `handle` gets one batch at a time and is
 * waited for, so no more is held than one batch and what one request brings. When it rejects, or Kafka goes away, the
 * member is made anew and begins where the group has come to.
 */
export function subscribe(options: Options): Subscription {
  const { groupId, log } = options
  const stop = new AbortController()
  const state = { polledAt: performance.now() }
  const running = supervise()
  return {
    secondsSincePoll: () => (performance.now() - state.polledAt) / 1000,
    close: async () => {
      stop.abort()
      await running
    },
  }

  async function supervise() {
    let failures = 0
    while (!stop.signal.aborted) {
      try {
        await beMember(options, stop.signal, state, () => {
          if (failures > 0) log.info({ groupId, failures }, 'Kafka answers again')
          failures = 0
        })
      } catch (error) {
        if (stop.signal.aborted) return
        if (failures === 0)
          log.warn({ err: error, groupId }, 'a consumer joins its group anew, until it works')
        const pauseMs = Math.min(3_000, 100 * 2 ** failures++) * (0.5 + Math.random() / 2)
        await sleep(pauseMs, undefined, { signal: stop.signal }).catch(() => {})
      }
    }
  }
}

async function beMember(options: Options, stop: AbortSignal, state: State, onWork: () => void) {
  const { groupId, topics, handle, address } = options
  const consumer = new Consumer({
    groupId,
    clientId: address.clientId,
    bootstrapBrokers: address.brokers,
    ...settings,
  })
  const places = trackPlaces(consumer)
  let stream: Stream | undefined
  let idle = true
  const end = (error?: Error) => {
    if (idle) stream?.destroy(error)
  }
  const onStop = () => end()
  const tick = setInterval(() => {
    if (!idle) return
    places.commit().catch((error) => end(error))
    if (performance.now() - state.polledAt > stuckMs && places.any())
      end(new Error('Nothing was fetched for 30 s'))
  }, 1_000)
  consumer.on('error', (error: Error) => stream?.destroy(error))
  stop.addEventListener('abort', onStop)
  try {
    stream = await unlessStopped(
      stop,
      consumer.consume({ topics: [...topics], mode: 'committed', fallbackMode: 'earliest' }),
    )
    stream.on('error', () => {})
    stream.on('fetch', () => {
      state.polledAt = performance.now()
      onWork()
    })
    let batch: Message[] = []
    for await (const message of stream) {
      idle = false
      batch.push(message)
      if (batch.length < batchSize && stream.readableLength > 0) continue
      await handle(batch.map(readable))
      places.note(batch)
      await places.commit()
      batch = []
      idle = true
      if (stop.aborted) return
    }
    if (!stop.aborted) throw new Error('The stream of messages ended')
  } finally {
    clearInterval(tick)
    stop.removeEventListener('abort', onStop)
    await within(
      3_000,
      consumer.close(true).catch(() => {}),
      () => {},
    )
  }
}

/** How far this member has come in each partition, and what of it the group has yet to be told. */
function trackPlaces(consumer: Consumer<Buffer, Buffer, Buffer, Buffer>) {
  const untold = new Map<string, Place>()
  const placeOf = (topic: string, partition: number) => `${topic}:${partition}`
  const mine = () =>
    (consumer.assignments ?? []).flatMap(({ topic, partitions }) =>
      partitions.map((one) => placeOf(topic, one)),
    )
  return {
    any: () => mine().length > 0,
    note(batch: Message[]) {
      for (const { topic, partition, offset, leaderEpoch } of batch)
        untold.set(placeOf(topic, partition), { topic, partition, offset: offset + 1n, leaderEpoch })
    },
    /**
     * A partition that went to another member is handled to the end of what was fetched, as it may come back without
     * anything having been told; but how far it has come is the other's to say, who may be further.
     */
    async commit() {
      if (!consumer.isActive()) return
      const held = new Set(mine())
      const offsets = [...untold].flatMap(([key, place]) => (held.has(key) ? [place] : []))
      untold.clear()
      if (offsets.length > 0) await consumer.commit({ offsets })
    },
  }
}

async function unlessStopped<T>(stop: AbortSignal, work: Promise<T>): Promise<T> {
  const stopped = Promise.withResolvers<never>()
  const onStop = () => stopped.reject(new Error('It stops'))
  stop.addEventListener('abort', onStop)
  try {
    return await Promise.race([work, stopped.promise])
  } finally {
    stop.removeEventListener('abort', onStop)
  }
}

const readable = ({ topic, partition, offset, timestamp, key, value, headers }: Message): KafkaMessage => ({
  topic,
  partition,
  offset,
  timestamp: Number(timestamp),
  key: key?.toString(),
  value: value?.toString(),
  headers: new Map([...headers].map(([name, text]) => [name.toString(), text?.toString() ?? ''])),
})

/** Messages handed over at a time; fewer are all there were. */
export const batchSize = 500
/** How long Kafka keeps a request for messages where there are none. */
export const fetchWaitMs = 250
const stuckMs = 30_000

/**
 * A member that was killed is missed after 10 s, and what goes from one to another waits for a heartbeat. Few bytes a request:
 * all of them are held.
 */
const settings = {
  // In a rebalance only what goes to another member stands still. The second is for members of before, in a rolling deploy.
  protocols: [
    { name: 'cooperative-sticky', version: 3 },
    { name: 'roundrobin', version: 1 },
  ],
  autocommit: false,
  sessionTimeout: 10_000,
  heartbeatInterval: 1_000,
  rebalanceTimeout: 15_000,
  maxWaitTime: fetchWaitMs,
  maxBytes: 524_288,
  maxBytesPerPartition: 131_072,
  highWaterMark: batchSize,
  retries: 3,
  retryDelay: 250,
  timeout: 4_000,
  requestTimeout: 6_000,
  connectTimeout: 2_000,
}

type Stream = MessagesStream<Buffer, Buffer, Buffer, Buffer>
type State = { polledAt: number }
type Place = { topic: string; partition: number; offset: bigint; leaderEpoch: number }

export type Options = {
  address: KafkaAddress
  groupId: string
  topics: readonly string[]
  log: Log
  /** Resolves when the batch has taken effect for good. */
  handle(batch: KafkaMessage[]): Promise<void>
}

export type Subscription = {
  secondsSincePoll(): number
  /** Lets `handle` finish its batch, tells the group, and leaves it. */
  close(): Promise<void>
}
