import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { NginxOptions } from '../nginx/render-config.ts'

/** What commands in other processes need to know of a running stack, kept in its folder. It holds no secret. */
export type Notes = {
  ports: Record<string, number | undefined>
  /** The parts that a deploy replaces, in its order. */
  nodes: { name: string; port: number }[]
  workers: string[]
  nginx: NginxOptions
}

export function writeNotes(dataDir: string, notes: Notes): void {
  mkdirSync(dirname(notesFile(dataDir)), { recursive: true, mode: 0o700 })
  writeFileSync(notesFile(dataDir), JSON.stringify(notes, null, 2))
}

export const readNotes = (dataDir: string): Notes => JSON.parse(readFileSync(notesFile(dataDir), 'utf8'))

const notesFile = (dataDir: string) => join(dataDir, 'run', 'stack.json')
