import { topics } from '../../../contracts/events.ts'
import { consumers } from '../../../server/consumers.ts'
import { readTopic, rewindGroup, writeTopic } from '../../support/kafka-topic.ts'
import type { Fault } from '../fault.ts'
import type { Random } from '../people/random.ts'

/** Delivered again, and in another order, events change nothing: what the checks find afterwards tells. */
export const f09: Fault = {
  id: 'F9',
  title: 'consumer groups begin anew, and every event comes three more times, shuffled',
  alone: true,
  async run(stage) {
    const { brokers = '' } = stage.shop
    const workers = await stage.names('worker')
    for (const worker of workers) await stage.end(worker)
    for (const { name } of consumers) await rewindGroup(brokers, `tradewind.${name}`)
    stage.say('the groups are back at the beginning')
    let count = 0
    for (const topic of topics) {
      const messages = (await readTopic(brokers, topic)).map(({ key, value, headers }) => ({
        topic,
        key,
        value,
        headers,
      }))
      const again = shuffled([...messages, ...messages, ...messages], stage.random)
      for (let from = 0; from < again.length; from += 500)
        await writeTopic(brokers, again.slice(from, from + 500))
      count += again.length
    }
    stage.say(`${count} events were sent again`)
    for (const worker of workers) await stage.start(worker)
    return []
  },
}

function shuffled<T>(items: T[], random: Random): T[] {
  for (let last = items.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1))
    const moved = items[last] as T
    items[last] = items[other] as T
    items[other] = moved
  }
  return items
}
