import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { refusal } from './refusal.ts'

/**
 * Takes a folder for this process alone; undefined when another process holds it. The lock is the
 * operating system's (through SQLite, Node has no call of its own), so a holder that was killed leaves
 * none behind and no number of a dead process can be taken for a living one.
 */
export function lockFolder(dir: string): FolderLock | undefined {
  try {
    mkdirSync(dir, { recursive: true })
    const lock = takeLock(dir)
    if (!lock) return undefined
    const pidFile = join(dir, 'lock.pid')
    writeFileSync(pidFile, `${process.pid}\n`)
    return {
      release: () => {
        rmSync(pidFile, { force: true })
        lock.close()
      },
    }
  } catch (error) {
    throw notWritable(dir, error)
  }
}

/** Whether a process, this one included, holds the folder now. */
export function isLocked(dir: string): boolean {
  if (!existsSync(join(dir, 'lock'))) return false
  const lock = takeLock(dir)
  lock?.close()
  return lock === undefined
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

/** It waits a moment, since `isLocked` of another process may hold the lock for a blink. */
function takeLock(dir: string): DatabaseSync | undefined {
  const database = new DatabaseSync(join(dir, 'lock'), { timeout: 250 })
  try {
    database.exec('BEGIN EXCLUSIVE')
    return database
  } catch (error) {
    database.close()
    if ((error as { errcode?: number }).errcode === sqliteBusy) return undefined
    throw error
  }
}

const sqliteBusy = 5

export type FolderLock = { release: () => void }
