import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { randomName } from '../platform/ids.ts'
import { temporaryRoot } from './temporary-folder.ts'

/**
 * Removes the pictures that no row names, and what interrupted uploads left, once they are older than `ageMs`.
 * `known` answers which of these folders a row names. Returns how many were removed.
 */
export async function sweepPictures(
  uploadsDir: string,
  known: (folders: string[]) => Promise<string[]>,
  ageMs = 3_600_000,
): Promise<number> {
  const before = (await fileClock(uploadsDir)) - ageMs
  const old = await olderThan(uploadsDir, before)
  const named = new Set(old.length > 0 ? await known(old) : [])
  const left = await olderThan(temporaryRoot(uploadsDir), before)
  const gone = [
    ...old.filter((folder) => !named.has(folder)).map((folder) => join(uploadsDir, folder)),
    ...left.map((folder) => join(temporaryRoot(uploadsDir), folder)),
  ]
  for (const path of gone) await rm(path, { recursive: true, force: true })
  return gone.length
}

/** The time of the disk, which every node shares: a node whose own clock is wrong must not take the new for old. */
async function fileClock(uploadsDir: string) {
  await mkdir(temporaryRoot(uploadsDir), { recursive: true })
  const probe = join(temporaryRoot(uploadsDir), randomName())
  await writeFile(probe, '')
  const { mtimeMs } = await stat(probe)
  await rm(probe)
  return mtimeMs
}

/** Folders that look like ours only: whatever else somebody keeps there stays. */
async function olderThan(dir: string, before: number) {
  const names = (await readdir(dir)).filter((name) => /^[\w-]{22}$/.test(name))
  const ages = await Promise.all(
    names.map((name) =>
      stat(join(dir, name)).then(
        ({ mtimeMs }) => mtimeMs,
        () => Infinity,
      ),
    ),
  )
  return names.filter((_, i) => (ages[i] as number) < before)
}
