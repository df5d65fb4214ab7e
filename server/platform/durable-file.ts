import { randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, linkSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** Writes a file whole or not at all, whatever crashes: synced under another name, then renamed. */
export function writeFileDurably(path: string, content: string, mode = 0o600): void {
  const temporary = writeBeside(path, content, mode)
  renameSync(temporary, path)
  syncFolder(dirname(path))
}

/** The same for a file that must not be there yet; false when it is, however close the race. */
export function createFileDurably(path: string, content: string, mode = 0o600): boolean {
  const temporary = writeBeside(path, content, mode)
  try {
    linkSync(temporary, path)
    syncFolder(dirname(path))
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(temporary)
  }
}

/** Makes a rename inside the folder survive a power cut; Windows has no such call and needs none. */
export function syncFolder(dir: string): void {
  if (process.platform === 'win32') return
  const folder = openSync(dir, 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}

function writeBeside(path: string, content: string, mode: number): string {
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`
  const file = openSync(temporary, 'wx', mode)
  try {
    writeFileSync(file, content)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  return temporary
}
