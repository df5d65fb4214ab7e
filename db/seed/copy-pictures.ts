import { copyFile, mkdir, open, readdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { withTemporaryFolder } from '../../server/pictures/temporary-folder.ts'
import { syncFolder } from '../../server/platform/durable-file.ts'
import { randomName } from '../../server/platform/ids.ts'

/**
 * Copies folders of ready pictures to where uploads live, on disk for good when it returns; each gets a name nobody
 * can guess, which the answer tells.
 */
export async function copyPictures(
  from: string,
  folders: string[],
  uploadsDir: string,
): Promise<Map<string, string>> {
  const names = new Map(folders.map((folder) => [folder, randomName()]))
  await withTemporaryFolder(uploadsDir, async (temporary) => {
    const copies = [...names].map(([folder, name]) => copyFolder(join(from, folder), join(temporary, name)))
    await Promise.all(copies)
    for (const name of names.values()) await rename(join(temporary, name), join(uploadsDir, name))
    syncFolder(uploadsDir)
  })
  return names
}

async function copyFolder(from: string, to: string) {
  await mkdir(to)
  for (const file of await readdir(from)) {
    await copyFile(join(from, file), join(to, file))
    const copy = await open(join(to, file), 'r+')
    await copy.sync().finally(() => copy.close())
  }
  syncFolder(to)
}
