import { askParts } from '../doctor/ask-parts.ts'
import { checkDatabase } from '../doctor/check-database.ts'
import { checkData } from '../doctor/check-invariants.ts'
import { checkKafka } from '../doctor/check-kafka.ts'
import { checkMachine, checkPictures } from '../doctor/check-machine.ts'
import { checkRedis } from '../doctor/check-redis.ts'
import type { Finding } from '../doctor/finding.ts'
import { refusal } from '../platform/refusal.ts'
import type { Run } from './command.ts'
import { withShop } from './with-shop.ts'

export const doctor: Run = (_args, env) =>
  withShop(env, async ({ db, config, health }) => {
    const parts = await askParts(health)
    const findings = [
      ...(await checkMachine(config)),
      checkRedis(config, parts.redis),
      checkKafka(config, parts.kafka),
      ...(await checkDatabase(db, config.currency)),
    ]
    if (findings.every(({ part, state }) => part !== 'PostgreSQL' || state === 'ok'))
      findings.push(await checkPictures(db, config), await checkData(db))
    for (const finding of findings) console.log(line(finding))
    const failed = findings.filter(({ state }) => state === 'fail').length
    if (failed > 0)
      throw refusal(`${failed} of ${findings.length} checks failed: each line above says what to do.`)
  })

const line = ({ part, state, what, advice }: Finding) =>
  `${state.padEnd(4)}  ${part}: ${what}${advice ? `. ${advice}` : ''}`
