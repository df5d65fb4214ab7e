import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { refusal } from '../../server/platform/refusal.ts'
import { type Notes, readNotes } from './notes.ts'
import { partFolder, socketOf } from './supervisor-config.ts'
import { callSupervisor, Fault } from './supervisor-rpc.ts'

/** The handle of the stack that runs in `dataDir`, for whoever can write there, in whatever process. */
export function controlOf(dataDir: string): Control {
  const call = (method: string, ...params: (string | boolean)[]) =>
    callSupervisor(socketOf(dataDir), method, ...params)
  const info = async (name: string) => (await call('getProcessInfo', name)) as Info
  const end = async (name: string) => {
    await call('stopProcess', name).catch(unless(/NOT_RUNNING/))
    // One that waits to be started again becomes STOPPED a moment later.
    while (alive.has((await info(name)).statename)) await sleep(50)
  }
  return {
    info,
    status: async () => {
      const { ports } = readNotes(dataDir)
      const infos = (await call('getAllProcessInfo')) as Info[]
      return infos.map((one) => statusOf(dataDir, one, ports))
    },
    start: async (name) => {
      while ((await info(name)).statename === 'STOPPING') await sleep(50)
      await call('startProcess', name, false).catch(unless(/ALREADY_STARTED/))
    },
    end,
    kill: async (name, signal = 'KILL') => {
      await call('signalProcess', name, signal.replace(/^SIG/, '')).catch((error) => {
        throw error instanceof Fault ? refusal(`${name} was sent no ${signal}: ${error.message}`) : error
      })
    },
    supervisorPid: async () => (await call('getPID')) as number,
    shutDown: async () => {
      await call('shutdown')
    },
  }
}

/** How often it was started, which launch.sh notes. */
export function startsOf(dataDir: string, name: string): number {
  try {
    return readFileSync(join(partFolder(dataDir, name), 'starts'), 'utf8')
      .trim()
      .split('\n').length
  } catch {
    return 0
  }
}

function statusOf(
  dataDir: string,
  { name, statename, pid, start, now, exitstatus }: Info,
  ports: Notes['ports'],
): PartStatus {
  const runs = pid > 0
  return {
    name,
    state:
      statename === 'EXITED' && exitstatus === 0 ? 'done' : (words[statename] ?? statename.toLowerCase()),
    pid: runs ? pid : undefined,
    uptimeS: runs ? now - start : undefined,
    restarts: Math.max(0, startsOf(dataDir, name) - 1),
    port: ports[name],
  }
}

const alive = new Set(['STARTING', 'RUNNING', 'STOPPING', 'BACKOFF'])
const words: Record<string, string> = {
  BACKOFF: 'waits to start again',
  EXITED: 'ended',
  FATAL: 'gave up, see its log',
}

const unless = (expected: RegExp) => (error: Error) => {
  if (!(error instanceof Fault && expected.test(error.message))) throw error
}

export type Control = {
  info(name: string): Promise<Info>
  status(): Promise<PartStatus[]>
  /** Starts a part that is not running, one that is about to end once it has; it may not do its work yet. */
  start(name: string): Promise<void>
  /** Ends a part in order and leaves it ended. */
  end(name: string): Promise<void>
  /** Sends a signal (SIGKILL); a part that ends of it is started again. @throws a refusal when it does not run. */
  kill(name: string, signal?: string): Promise<void>
  supervisorPid(): Promise<number>
  shutDown(): Promise<void>
}

export type PartStatus = {
  name: string
  state: string
  pid: number | undefined
  uptimeS: number | undefined
  restarts: number
  port: number | undefined
}

/** As supervisord tells it, times in seconds. */
type Info = {
  name: string
  statename: string
  pid: number
  start: number
  now: number
  exitstatus: number
}
