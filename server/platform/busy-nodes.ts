import type { Log } from './log.ts'
import { type Loop, startLoop } from './loop.ts'
import { isBusy, type Requests } from './make-way.ts'
import type { RedisLink } from './redis.ts'

/** Whether any node of the shop has people waiting, for who works beside them and answers nobody: a hint, which ends by itself. */
export type BusyNodes = {
  /** Holds for a second. */
  tell(): Promise<void>
  /** False where nobody told, or Redis is away. */
  isAny(): Promise<boolean>
}

export const createBusyNodes = (redis: RedisLink): BusyNodes => ({
  async tell() {
    await redis.ask((client) => client.set(key, 1, 'PX', holdsMs))
  },
  isAny: async () => (await redis.ask((client) => client.exists(key))) === 1,
})

/** Tells workers while people wait at this node. */
export const tellWhileBusy = (context: BusyContext): Loop | undefined =>
  onEachLook(context, 'telling workers whether people wait', async (busyNodes) => {
    if (isBusy(context.requests)) await busyNodes.tell()
  })

/** Lets what makes way for people in this process do so for those of all nodes. */
export const heedBusyNodes = (context: BusyContext): Loop | undefined =>
  onEachLook(context, 'asking whether people wait at a node', async (busyNodes) => {
    context.requests.elsewhere = await busyNodes.isAny()
  })

function onEachLook(
  { log, busyNodes }: BusyContext,
  name: string,
  look: (busyNodes: BusyNodes) => Promise<void>,
) {
  if (!busyNodes) return undefined
  const work = async () => {
    await look(busyNodes)
    return lookMs
  }
  return startLoop({ name, log, work })
}

const key = 'busy_nodes'
const holdsMs = 1_000
const lookMs = 250

type BusyContext = { log: Log; requests: Requests; busyNodes: BusyNodes | undefined }
