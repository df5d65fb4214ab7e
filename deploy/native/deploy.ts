import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { lockFolder } from '../../server/platform/folder-lock.ts'
import { refusal } from '../../server/platform/refusal.ts'
import type { Control } from './control.ts'
import { type Notes, readNotes } from './notes.ts'
import { isReady } from './parts/api.ts'
import { takeOut } from './parts/nginx.ts'
import { startPart } from './start-parts.ts'
import { partFolder } from './supervisor-config.ts'

/**
 * Puts the code as it is now in the place of what runs, without a request that fails (F17): migrations first, which the
 * old code can work with, then node by node. nginx gives a node nothing any more before it is told to end, and it ends
 * when what it has is answered. `signal` breaks it off once the node in hand serves again; a deploy that was cut short is
 * simply run again.
 * @throws a refusal when something does not start or it was broken off; what serves goes on serving.
 */
export async function deploy(
  dataDir: string,
  control: Control,
  tell: (line: string) => void,
  signal?: AbortSignal,
): Promise<void> {
  const { nodes, workers, nginx } = readNotes(dataDir)
  const { outDir } = nginx
  if (outDir === undefined)
    throw refusal('A deploy replaces one node while others serve: set STACK_NODES to 2 or more.')
  const lock = lockFolder(lockOf(dataDir))
  if (!lock) throw refusal('Another deploy is under way: wait for it to end.')
  writeFileSync(markOf(dataDir), '')
  try {
    await startPart(dataDir, control, { name: 'migrate', once: true })
    tell('The database is up to date.')
    for (const { name, port } of nodes) {
      takeOut(outDir, port)
      await sleep(underWayMs)
      await control.end(name)
      await startNode(dataDir, control, { name, port })
      takeOut(outDir)
      tell(`${name} is replaced.`)
      if (signal?.aborted)
        throw refusal('The deploy was broken off: run it again to replace the other parts.')
    }
    for (const worker of workers) {
      await control.end(worker)
      await startPart(dataDir, control, { name: worker })
      tell(`${worker} is replaced.`)
    }
  } finally {
    rmSync(markOf(dataDir))
    lock.release()
  }
}

/**
 * Has everything serve again that a deploy which was killed had in hand, and answers whether there was one. While one is
 * under way it is left alone.
 * @throws a refusal when something does not start; the next call tries again.
 */
export async function mendCutDeploy(dataDir: string, control: Control): Promise<boolean> {
  if (!existsSync(markOf(dataDir))) return false
  const lock = lockFolder(lockOf(dataDir))
  if (!lock) return false
  try {
    const { nodes, workers, nginx } = readNotes(dataDir)
    for (const name of workers) await control.start(name)
    for (const node of nodes) await startNode(dataDir, control, node)
    if (nginx.outDir !== undefined) takeOut(nginx.outDir)
    rmSync(markOf(dataDir))
    return true
  } finally {
    lock.release()
  }
}

const startNode = (dataDir: string, control: Control, { name, port }: Notes['nodes'][number]) =>
  startPart(dataDir, control, { name, ready: () => isReady(port) })

const lockOf = (dataDir: string) => partFolder(dataDir, 'migrate')

/** There for as long as a deploy works; it stays behind when that is killed. */
const markOf = (dataDir: string) => join(lockOf(dataDir), 'deploying')

/** What nginx had dealt out to a node before has arrived there by then. */
const underWayMs = 2_000
