import { existsSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { lockFolder } from '../../server/platform/folder-lock.ts'
import { refusal } from '../../server/platform/refusal.ts'
import type { Control } from './control.ts'
import { type Notes, readNotes } from './notes.ts'
import { isReady } from './parts/api.ts'
import { writeNginxConfig } from './parts/nginx.ts'
import { untilReady } from './start-parts.ts'
import { partFolder } from './supervisor-config.ts'

/**
 * Puts the code as it is now in the place of what runs, without a request that fails (F17): migrations first, which the
 * old code can work with, then node by node. Before a node is told to end nobody sends it anything any more: it is taken
 * out of nginx's list, and the nginx workers that had the old list have finished. A deploy that was cut short is simply
 * run again.
 * @throws a refusal when something does not start; what serves goes on serving.
 */
export async function deploy(dataDir: string, control: Control, tell: (line: string) => void): Promise<void> {
  const notes = readNotes(dataDir)
  if (notes.nodes.length < 2)
    throw refusal('A deploy replaces one node while others serve: set STACK_NODES to 2 or more.')
  const lock = lockFolder(partFolder(dataDir, 'migrate'))
  if (!lock) throw refusal('Another deploy is under way: wait for it to end.')
  try {
    await control.start('migrate')
    await untilReady(dataDir, control, { name: 'migrate', once: true })
    tell('The database is up to date.')
    for (const node of notes.nodes) {
      await balance(dataDir, control, notes, node.port)
      await control.end(node.name)
      await control.start(node.name)
      await untilReady(dataDir, control, { name: node.name, ready: () => isReady(node.port) })
      tell(`${node.name} is replaced.`)
    }
    await balance(dataDir, control, notes)
    for (const worker of notes.workers) {
      await control.end(worker)
      await control.start(worker)
      await untilReady(dataDir, control, { name: worker })
      tell(`${worker} is replaced.`)
    }
  } finally {
    lock.release()
  }
}

/** Lets nginx send requests to all nodes but one, and waits until no worker of it goes by an older list. */
async function balance(dataDir: string, control: Control, { nginx }: Notes, without?: number) {
  const nodes = nginx.nodes.map((node) => ({ ...node, down: node.port === without }))
  writeNginxConfig(dataDir, { ...nginx, nodes })
  const { pid } = await control.info('nginx')
  const old = childrenOf(pid)
  await control.kill('nginx', 'HUP')
  const deadline = Date.now() + 60_000
  while (old.some((worker) => childrenOf(pid).includes(worker))) {
    if (Date.now() > deadline)
      throw refusal(`nginx does not take its new configuration: ${nginx.errorLog} tells why.`)
    await sleep(50)
  }
}

function childrenOf(pid: number): string[] {
  const file = `/proc/${pid}/task/${pid}/children`
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split(' ').filter(Boolean) : []
}
