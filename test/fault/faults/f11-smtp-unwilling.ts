import { setTimeout as sleep } from 'node:timers/promises'
import { reply, type SmtpSink } from '../../support/smtp-sink.ts'
import { failed, isPlacing, isRegistering, none } from '../claims.ts'
import type { Fault } from '../fault.ts'

/** Whoever orders or registers does not wait for it, and every mail goes out once it is willing again. */
export const f11: Fault = {
  id: 'F11',
  title: 'the mail server is slow, answers 4xx, refuses us, drops connections',
  async run(stage) {
    const from = performance.now()
    for (const [what, rules] of Object.entries(moods)) {
      stage.say(`the mail server ${what}`)
      stage.office.rule(() => rules)
      await stage.seconds(8)
      stage.office.heal()
    }
    const answers = stage.answersSince(from)
    return [
      none(
        'F11',
        'no order and no registration fails',
        answers.filter((one) => isPlacing(one) || isRegistering(one)),
        failed,
      ),
    ]
  },
}

const moods: Record<string, SmtpSink['rules']> = {
  'takes 3 s for each mail': { data: () => sleep(3_000) },
  'answers 451 to recipients': {
    rcpt: () => {
      throw reply(451, 'try again later')
    },
  },
  'answers 421 to content': {
    data: () => {
      throw reply(421, 'going down')
    },
  },
  // Who sends is a setting of ours: somebody will mend it, and the mails wait for that.
  'answers 550 to the sender': {
    from: () => {
      throw reply(550, 'we do not know you')
    },
  },
  'drops connections at the recipient': { rcpt: (_, drop) => drop() },
}
