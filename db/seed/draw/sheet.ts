import sharp from 'sharp'

/** All pictures side by side in one PNG, to be looked at. */
export const writeSheet = async (svgs: string[], file: string): Promise<void> => {
  const columns = Math.ceil(Math.sqrt(svgs.length))
  const cell = columns > 4 ? 300 : 500
  const tiles = await Promise.all(
    svgs.map(async (svg, i) => ({
      input: await sharp(Buffer.from(svg)).resize(cell, cell).png().toBuffer(),
      left: (i % columns) * cell,
      top: Math.floor(i / columns) * cell,
    })),
  )
  await sharp({
    create: {
      width: columns * cell,
      height: Math.ceil(svgs.length / columns) * cell,
      channels: 3,
      background: '#fff',
    },
  })
    .composite(tiles)
    .png()
    .toFile(file)
}
