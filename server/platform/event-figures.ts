import { counter, type Metrics } from './metrics.ts'

/** What became of events at a consumer, in this process. */
export function eventFigures(metrics: Metrics, consumer: string) {
  const count = (name: string, help: string) => counter(metrics, `tradewind_events_${name}`, help, 'consumer')
  const delivered = count('delivered_total', 'Events delivered, those that had been before among them')
  const failed = count('failed_total', 'Deliveries of an event that failed')
  const buried = count('buried_total', 'Events that became dead letters')
  for (const one of [delivered, failed, buried]) one.inc({ consumer }, 0)
  return {
    delivered: (events: number) => delivered.inc({ consumer }, events),
    failed(forGood: boolean) {
      failed.inc({ consumer })
      if (forGood) buried.inc({ consumer })
    },
  }
}
