import { open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Sharp } from 'sharp'
import { notAPicture, pictureTooLarge } from './picture-errors.ts'
import { pictureType } from './picture-type.ts'

/**
 * Decodes an uploaded picture and writes what the shop serves into `folder`, synced: WebP and AVIF at the widths below,
 * never larger than it came, upright, without metadata (S53).
 * @throws a 415 for what is no picture, a 413 for one with too many pixels, told by its header alone (S54).
 */
export async function renderPicture(file: string, folder: string): Promise<RenderedPicture> {
  const sharp = await loadedSharp()
  const type = pictureType(await readFile(file))
  await checkHeader(sharp(file, { limitInputPixels: false }), type)
  const source = await sharp(file, { limitInputPixels: maxPixels, failOn: 'error' })
    .timeout({ seconds: 20 })
    .autoOrient()
    .resize({ width: widest, height: 2 * widest, fit: 'inside', withoutEnlargement: true })
    .raw()
    .toBuffer({ resolveWithObject: true })
    .catch((error: Error) => {
      throw notAPicture(`This picture is broken (${reason(error)}): save it anew and send it again.`)
    })
  const { width, height } = source.info
  const renditions: StoredRendition[] = []
  for (const size of [...widths.filter((one) => one < width), width]) {
    const sized = sharp(source.data, { raw: source.info }).resize({ width: size })
    renditions.push(
      await write(sized.clone().webp({ quality: 80 }), folder, `${size}.webp`, 'image/webp'),
      await write(sized.avif({ quality: 55, effort: 2 }), folder, `${size}.avif`, 'image/avif'),
    )
  }
  return { width, height, renditions }
}

async function checkHeader(picture: Sharp, type: string) {
  const { format, width, height } = await picture.metadata().catch((error: Error) => {
    throw notAPicture(`This picture cannot be read (${reason(error)}): save it anew and send it again.`)
  })
  if (format !== type)
    throw notAPicture('This is no JPEG, PNG, WebP or AVIF picture: save it as one of these.')
  if (width * height > maxPixels)
    throw pictureTooLarge(
      `This picture has ${width} x ${height} pixels, and at most ${maxPixels / 1e6} million are taken: make it smaller.`,
    )
}

async function write(picture: Sharp, folder: string, name: string, type: StoredRendition['type']) {
  const { data, info } = await picture.toBuffer({ resolveWithObject: true })
  const file = await open(join(folder, name), 'wx')
  try {
    await file.writeFile(data)
    await file.sync()
  } finally {
    await file.close()
  }
  return { file: name, width: info.width, height: info.height, type }
}

/** Loaded when the first picture comes, which keeps the start quick. Decoders of any other format are locked away. */
function loadedSharp() {
  sharpOnce ??= loadSharp()
  return sharpOnce
}

async function loadSharp() {
  const { default: sharp } = await import('sharp')
  sharp.cache(false)
  sharp.block({ operation: ['VipsForeignLoad'] })
  sharp.unblock({ operation: ['Jpeg', 'Png', 'Webp', 'Heif'].map((name) => `VipsForeignLoad${name}File`) })
  return sharp
}

let sharpOnce: ReturnType<typeof loadSharp> | undefined

const reason = (error: Error) => error.message.split('\n')[0]

const widths = [320, 640]
const widest = 1200
const maxPixels = 50_000_000

export type StoredRendition = {
  file: string
  width: number
  height: number
  type: 'image/webp' | 'image/avif'
}
export type RenderedPicture = { width: number; height: number; renditions: StoredRendition[] }
