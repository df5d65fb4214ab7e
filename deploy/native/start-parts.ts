import { existsSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { refusal } from '../../server/platform/refusal.ts'
import { type Control, startsOf } from './control.ts'
import type { Part } from './part.ts'
import { logOf } from './supervisor-config.ts'

/** Starts each part as soon as what it needs is ready. @throws a refusal with what a part said that does not start. */
export async function startParts(
  dataDir: string,
  control: Control,
  parts: Part[],
  onReady: (part: string) => void = () => {},
): Promise<void> {
  const started = new Map<string, Promise<void>>()
  for (const part of parts) {
    const needed = Promise.all(part.needs.map((name) => started.get(name)))
    started.set(
      part.name,
      needed.then(async () => {
        await startPart(dataDir, control, part)
        await part.prepare?.()
        onReady(part.name)
      }),
    )
  }
  await Promise.all(started.values())
}

/** Ends each part once no other needs it any more. */
export async function endParts(control: Control, parts: Part[]): Promise<void> {
  const ended = new Map<string, Promise<void>>()
  for (const part of parts.toReversed()) {
    const users = parts.filter(({ needs }) => needs.includes(part.name)).map(({ name }) => ended.get(name))
    ended.set(
      part.name,
      Promise.all(users).then(() => control.end(part.name)),
    )
  }
  await Promise.all(ended.values())
}

/** Starts a part, unless it runs, and waits until it is ready. @throws a refusal with what it said when it does not get there. */
export async function startPart(
  dataDir: string,
  control: Control,
  part: Pick<Part, 'name' | 'once' | 'ready'>,
): Promise<void> {
  await control.start(part.name)
  const deadline = Date.now() + 180_000
  for (;;) {
    const { statename, exitstatus } = await control.info(part.name)
    if (part.once && statename === 'EXITED' && exitstatus === 0) return
    if (statename === 'RUNNING' && !part.once && (part.ready === undefined || (await part.ready()))) return
    const ended = part.once && /EXITED|FATAL/.test(statename)
    const falls = statename === 'FATAL' || (statename === 'BACKOFF' && startsOf(dataDir, part.name) > 2)
    if (ended || falls || Date.now() > deadline)
      throw refusal(`${part.name} does not start: ${lastWords(logOf(dataDir, part.name))}`)
    await sleep(100)
  }
}

function lastWords(log: string) {
  const lines = existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : []
  const reason = lines.findLast((line) => /error|fatal|refus|cannot/i.test(line)) ?? lines.at(-1)
  return `${reason || 'it said nothing'} (more in ${log})`
}
