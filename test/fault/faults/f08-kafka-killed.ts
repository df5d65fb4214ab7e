import type { Fault } from '../fault.ts'
import { withoutKafka } from './f07-kafka-stopped.ts'

export const f08: Fault = {
  id: 'F8',
  title: 'kill -9 Kafka, three times',
  run: (stage) =>
    withoutKafka(stage, 'F8', async () => {
      for (let i = 0; i < stage.times(3); i++) {
        await stage.kill('kafka')
        await stage.seconds(12)
      }
    }),
}
