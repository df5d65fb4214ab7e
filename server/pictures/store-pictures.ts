import { mkdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import type { Context } from '../context.ts'
import { syncFolder } from '../platform/durable-file.ts'
import { randomName } from '../platform/ids.ts'
import { type RenderedPicture, renderPicture } from './render-picture.ts'
import { withTemporaryFolder } from './temporary-folder.ts'

/**
 * Makes stored pictures of uploaded files: each rendered into a folder of its own under UPLOADS_DIR whose name nobody
 * can guess (S55), on disk for good when this returns. Only then may a row name it; one that no row comes to name is
 * removed by the sweep.
 */
export async function storePictures(
  { config: { uploadsDir }, pictureQueue }: Pick<Context, 'config' | 'pictureQueue'>,
  files: string[],
): Promise<StoredPicture[]> {
  return withTemporaryFolder(uploadsDir, async (temporary) => {
    const pictures: StoredPicture[] = []
    for (const file of files) {
      const folder = randomName()
      await mkdir(join(temporary, folder))
      pictures.push({ folder, ...(await pictureQueue(() => renderPicture(file, join(temporary, folder)))) })
      syncFolder(join(temporary, folder))
    }
    for (const { folder } of pictures) await rename(join(temporary, folder), join(uploadsDir, folder))
    syncFolder(uploadsDir)
    return pictures
  })
}

export type StoredPicture = RenderedPicture & { folder: string }
