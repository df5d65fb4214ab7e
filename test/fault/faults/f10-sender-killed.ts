import { setTimeout as sleep } from 'node:timers/promises'
import type { SmtpSink } from '../../support/smtp-sink.ts'
import type { Fault } from '../fault.ts'
import type { Stage } from '../stage.ts'

/**
 * The process that sends mails and consumes events is killed in every place where it matters: no mail is lost, and
 * only what was between the final dot and its mark lies there twice.
 */
export const f10: Fault = {
  id: 'F10',
  title:
    'the mail consumer is killed before it sends, at the final dot, after 250, before the mark, before the offset',
  async run(stage) {
    for (let i = 0; i < stage.times(3); i++) {
      for (const [what, rules] of Object.entries(moments)) {
        stage.say(`to be killed ${what}`)
        await killedBy(stage, rules)
        await stage.untilWell()
      }
      stage.say('to be killed after an effect, before the offset is committed')
      await effectSeen(stage)
      for (const worker of await stage.names('worker')) await stage.kill(worker)
      await stage.untilWell()
    }
    return []
  },
}

/** When `kill` is called, by what the mail server sees. */
const moments: Record<string, (kill: () => Promise<void>) => SmtpSink['rules']> = {
  'before it sends': (kill) => ({ rcpt: kill }),
  'at the final dot': (kill) => ({ data: kill }),
  'after the dot, before 250': (kill) => ({ afterDot: kill }),
  'after 250, before the mark': (kill) => ({
    afterDot: () => {
      setTimeout(kill, 1)
    },
  }),
}

/** Waits until somebody who sends a mail is killed by it. */
async function killedBy({ office, kill }: Stage, rulesFor: (kill: () => Promise<void>) => SmtpSink['rules']) {
  await new Promise<void>((resolve, reject) => {
    let struck = false
    office.rule((user) =>
      rulesFor(async () => {
        if (struck) return
        struck = true
        office.heal()
        await kill(user).then(resolve, reject)
      }),
    )
    setTimeout(() => reject(new Error('Nobody sent a mail for a minute')), 60_000).unref()
  }).finally(office.heal)
}

async function effectSeen({ shop }: Stage) {
  const applied = async () =>
    (await shop.sql<{ n: number }>('select count(*)::int as n from applied_events'))[0]?.n
  const before = await applied()
  while ((await applied()) === before) await sleep(5)
}
