import sharp from 'sharp'

/** A plain picture, drawn without decoding anything. */
export function picture(
  options: { width?: number; height?: number; type?: 'jpeg' | 'png' | 'webp' | 'avif' } = {},
): Promise<Buffer> {
  const { width = 400, height = 300, type = 'jpeg' } = options
  return sharp({ create: { width, height, channels: 3, background: '#f80' } })
    .toFormat(type)
    .toBuffer()
}
