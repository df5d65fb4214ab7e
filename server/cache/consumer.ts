import type { Consumer } from '../platform/consumer.ts'

/**
 * Has the node that it runs on look at the catalogue's change log at once. It only makes things faster: every node
 * looks by itself every 400 ms, and what a cached page may show is decided by that log alone (I22).
 */
export const cacheConsumer: Consumer = {
  name: 'cache',
  topics: ['product-changed'],
  async handle(_, __, { catalogChanges }) {
    void catalogChanges.poll()
  },
}
