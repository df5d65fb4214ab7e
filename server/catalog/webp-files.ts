/** The WebP files of a stored picture, the smallest first, at the addresses where the shop serves them. */
export function webpFiles({
  folder,
  renditions,
}: PictureFiles): { url: string; width: number; height: number }[] {
  return renditions
    .filter(({ type }) => type === 'image/webp')
    .map(({ file, width, height }) => ({ url: pictureUrl(folder, file), width, height }))
    .sort((a, b) => a.width - b.width)
}

export const pictureUrl = (folder: string, file: string): string => `/uploads/${folder}/${file}`

/** What `images` keeps of a picture: files in one folder under UPLOADS_DIR. */
export type PictureFiles = {
  folder: string
  renditions: { file: string; width: number; height: number; type: string }[]
}
