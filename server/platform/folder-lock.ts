import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { refusal } from './refusal.ts'

/**
 * Takes a folder for this process alone; undefined when another process holds it. The lock is the
 * operating system's (through SQLite, Node has no call of its own), so a holder that was killed leaves
 * none behind and no number of a dead process can be taken for a living one.
 */
export function lockFolder(dir: string): FolderLock | undefined {
  const file = join(dir, 'lock')
  try {
    mkdirSync(dir, { recursive: true })
    const database = new DatabaseSync(file, { timeout: 0 })
    try {
      database.exec('BEGIN EXCLUSIVE')
    } catch (error) {
      database.close()
      if ((error as { errcode?: number }).errcode === sqliteBusy) return undefined
      throw error
    }
    writeFileSync(`${file}.pid`, `${process.pid}\n`)
    return {
      release: () => {
        rmSync(`${file}.pid`, { force: true })
        database.close()
      },
    }
  } catch (error) {
    throw notWritable(dir, error)
  }
}

/** Who holds the lock, for a message only: empty where it is not known. */
export function lockHolder(dir: string): string {
  try {
    return ` (process ${readFileSync(join(dir, 'lock.pid'), 'utf8').trim()})`
  } catch {
    return ''
  }
}

export function notWritable(dir: string, error: unknown): Error {
  const { code, message } = error as NodeJS.ErrnoException
  return refusal(
    `Cannot write to the folder ${dir} (${code?.startsWith('E') ? code : message}): make it writable or set DATA_DIR to another folder.`,
  )
}

const sqliteBusy = 5

export type FolderLock = { release: () => void }
