/** What is sent to a topic. Records of one key keep their order within it. */
export type KafkaRecord = {
  topic: string
  key: string | undefined
  value: string
  headers: Record<string, string>
}

/** What was read from a topic, as text; `timestamp` is when the broker took it, in ms. */
export type KafkaMessage = {
  topic: string
  partition: number
  offset: bigint
  timestamp: number
  key: string | undefined
  value: string | undefined
  headers: Map<string, string>
}

/** How to reach Kafka, and by what name a client shows in its tools. */
export type KafkaAddress = { brokers: string[]; clientId: string }
