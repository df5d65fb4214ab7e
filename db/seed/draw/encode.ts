import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { side } from './compose.ts'

export type Rendition = { file: string; width: number; height: number; type: 'image/webp' | 'image/avif' }

const widths = [320, 640, side]

/** Renders the SVG once and writes every size the shop serves; returns what it wrote. */
export const encode = async (svg: string, folder: string): Promise<Rendition[]> => {
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  const pixels = await sharp(Buffer.from(svg)).removeAlpha().png().toBuffer()
  return (await Promise.all(widths.map((width) => writeWidth(pixels, folder, width)))).flat()
}

const writeWidth = async (pixels: Buffer, folder: string, width: number): Promise<Rendition[]> => {
  const sized = sharp(pixels).resize(width, width, { kernel: 'lanczos3' })
  const webp = await sized.clone().webp({ quality: 84, effort: 6, smartSubsample: true }).toBuffer()
  const avif = await sized.clone().avif({ quality: 62, effort: 4 }).toBuffer()
  await writeFile(join(folder, `${width}.webp`), webp)
  await writeFile(join(folder, `${width}.avif`), avif)
  return [
    { file: `${width}.webp`, width, height: width, type: 'image/webp' },
    { file: `${width}.avif`, width, height: width, type: 'image/avif' },
  ]
}
