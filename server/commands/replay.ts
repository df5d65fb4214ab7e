import { waitingDeadLetters } from '../platform/dead-letter-queries.ts'
import { refusal } from '../platform/refusal.ts'
import { replayDeadLetter } from '../replay-dead-letter.ts'
import { misused, type Run } from './command.ts'
import { withShop } from './with-shop.ts'

export const replay: Run = async (args, env) => {
  const [which] = args
  if (!which) throw misused()
  await withShop(env, async (context) => {
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
  })
}
