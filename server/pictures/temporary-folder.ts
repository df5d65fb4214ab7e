import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { randomName } from '../platform/ids.ts'
import { storageUnavailable } from './picture-errors.ts'

/** Where uploads and pictures in the making lie: beside the finished ones, so that a rename moves them. */
export const temporaryRoot = (uploadsDir: string) => join(uploadsDir, '.tmp')

/**
 * A folder for the time of the work, whatever happens; should removing it fail, the sweep does.
 * @throws a 503 when the storage is full or away.
 */
export async function withTemporaryFolder<T>(
  uploadsDir: string,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = join(temporaryRoot(uploadsDir), randomName())
  try {
    await mkdir(folder, { recursive: true })
    return await work(folder)
  } catch (error) {
    throw isStorage(error) ? storageUnavailable(error) : error
  } finally {
    await rm(folder, { recursive: true, force: true }).catch(() => {})
  }
}

/** A full, missing or closed disk. */
function isStorage(error: unknown) {
  const { code } = (error ?? {}) as NodeJS.ErrnoException
  return (
    code !== undefined &&
    ['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM', 'EIO', 'EMFILE', 'ENOTDIR'].includes(code)
  )
}
