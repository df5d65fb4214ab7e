import { cacheConsumer } from './cache/consumer.ts'
import { inventoryConsumer } from './inventory/consumer.ts'
import { emailConsumer } from './notifications/consumer.ts'
import type { Consumer } from './platform/consumer.ts'
import { statsConsumer } from './stats/consumer.ts'

/** Everything that is told what happens in the shop. One of your own is one folder and one line: docs/consumers.md. */
export const consumers: readonly Consumer[] = [emailConsumer, inventoryConsumer, statsConsumer, cacheConsumer]
