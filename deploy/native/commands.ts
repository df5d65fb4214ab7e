import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isLocked } from '../../server/platform/folder-lock.ts'
import { refusal } from '../../server/platform/refusal.ts'
import { type Control, controlOf } from './control.ts'
import { deploy } from './deploy.ts'
import { runStack } from './run-stack.ts'
import { endLeftovers } from './supervisor.ts'
import { logOf } from './supervisor-config.ts'
import { table } from './table.ts'

/** What `npm run stack` can be told, each with what it does. */
export const commands: Record<string, Command> = {
  start: (_, env) => runStack(env),

  async status(_, env) {
    console.log(table(await running(env).status()))
  },

  async stop(_, env) {
    const dataDir = folder(env)
    if (isLocked(dataDir)) {
      process.kill(Number(readFileSync(join(dataDir, 'lock.pid'), 'utf8')), 'SIGTERM')
      while (isLocked(dataDir)) await sleep(200)
    }
    await endLeftovers(dataDir)
    console.log(`Nothing of the stack in ${dataDir} runs any more.`)
  },

  /** The last hundred lines and, with -f, what comes. */
  async logs(args, env) {
    const [name = ''] = args.filter((one) => one !== '-f')
    const names = logsIn(folder(env))
    if (!names.includes(name))
      throw refusal(
        `Tell whose log, npm run stack -- logs PART [-f]: ${names.join(', ') || 'there is none yet'}`,
      )
    const log = logOf(folder(env), name)
    const tail = spawn('tail', ['-n', '100', ...(args.includes('-f') ? ['-F'] : []), log], {
      stdio: 'inherit',
    })
    await once(tail, 'exit')
  },

  async kill([name, signal], env) {
    const control = running(env)
    const names = (await control.status()).map((part) => part.name)
    if (!name || !names.includes(name))
      throw refusal(`Tell which part, npm run stack -- kill PART [SIGNAL]: ${names.join(', ')}`)
    await control.kill(name, signal)
  },

  /** Ctrl-C ends it when the node in hand serves again. */
  async deploy(_, env) {
    const control = running(env)
    const ending = new AbortController()
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => ending.abort())
    ending.signal.onabort = () => console.log('It ends when the node in hand serves again.')
    await deploy(folder(env), control, (line) => console.log(line), ending.signal)
    console.log('Every node runs the new version.')
  },
}

const folder = (env: NodeJS.ProcessEnv) => resolve(env.DATA_DIR ?? '.data/stack')

/** Of the parts, and what the supervisor and nginx write beside them. */
const logsIn = (dataDir: string) => {
  const dir = dirname(logOf(dataDir, 'any'))
  const files = existsSync(dir) ? readdirSync(dir) : []
  return files.filter((file) => file.endsWith('.log')).map((file) => file.slice(0, -'.log'.length))
}

function running(env: NodeJS.ProcessEnv): Control {
  const dataDir = folder(env)
  if (isLocked(dataDir)) return controlOf(dataDir)
  throw refusal(`No stack runs in ${dataDir}: start one with "npm run stack", or set DATA_DIR to its folder.`)
}

type Command = (args: string[], env: NodeJS.ProcessEnv) => Promise<void>
