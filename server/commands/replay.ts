import { waitingDeadLetters } from '../platform/dead-letter-queries.ts'
import { refusal } from '../platform/refusal.ts'
import { replayDeadLetter } from '../replay-dead-letter.ts'
import { type Command, misused } from './command.ts'
import { withShop } from './with-shop.ts'

export const replay: Command = {
  usage: 'replay ID | all | list',
  summary: 'give dead letters once more to the consumer that gave them up, or list them',
  run: (args, env) =>
    withShop(env, async (context) => {
      const [which] = args
      if (!which) throw misused(replay)
      const waiting = which === 'all' || which === 'list' ? await waitingDeadLetters(context.db) : []
      if (which === 'list') {
        for (const one of waiting)
          console.log(`${one.id}  ${one.consumer}  ${one.topic}  ${one.tries} tries  ${one.reason}`)
        return console.log(
          waiting.length === 0 ? 'There are no dead letters.' : `${waiting.length} dead letters.`,
        )
      }
      let failed = 0
      for (const id of which === 'all' ? waiting.map((one) => one.id) : [which]) {
        const outcome = await replayDeadLetter(context, id).then(
          () => 'replayed',
          (error: Error) => error.message,
        )
        if (outcome !== 'replayed') failed++
        console.log(`${id}  ${outcome}`)
      }
      if (failed > 0) throw refusal(`${failed} failed again: mend the cause, then replay them once more.`)
    }),
}
