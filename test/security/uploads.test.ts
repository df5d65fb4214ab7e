import { readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { crc32, deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sweepOrphans } from '../../server/catalog/sweep-orphans.ts'
import { createWorkQueue } from '../../server/platform/work-queue.ts'
import { form } from '../support/forms.ts'
import { signIn } from '../support/people.ts'
import { picture } from '../support/pictures.ts'
import { startShop, type TestShop } from '../support/shop.ts'

let shop: TestShop
let admin: Awaited<ReturnType<typeof signIn>>
let uploads: string
beforeAll(async () => {
  shop = await startShop()
  admin = await signIn(shop, { role: 'admin' })
  uploads = join(shop.dataDir, 'uploads')
})
afterAll(() => shop.close())

async function upload(productFile: Buffer | Buffer[]) {
  const { payload, headers } = await form({ name: 'Picture', price: '1', productFile })
  return shop.app.inject({
    method: 'POST',
    url: '/upload-product',
    headers: { ...admin.headers, ...headers },
    payload,
  })
}

/** Refused, and nothing is left of it: no row and no file. */
async function expectRefused(productFile: Buffer | Buffer[], status: number, code: string) {
  const state = async () => [
    await shop.sql(
      'select (select count(*) from products) as products, (select count(*) from images) as images',
    ),
    await readdir(uploads).catch(() => ['.tmp']),
  ]
  const before = await state()
  const answer = await upload(productFile)
  expect(answer.headers['content-type']).toContain('application/problem+json')
  expect(answer.json()).toMatchObject({ status, code })
  expect(await state()).toEqual(before)
  expect(await readdir(join(uploads, '.tmp'))).toEqual([])
}

const text = (...parts: string[]) => Buffer.from(parts.join(''))

test.each(['jpeg', 'png', 'webp', 'avif'] as const)(
  'S53 takes a %s and serves WebP and AVIF made anew',
  async (type) => {
    const answer = await upload(await picture({ type }))
    expect(answer.statusCode).toBe(201)
    for (const { url, type: served, width } of answer.json().product.images[0].renditions) {
      const stored = await sharp(join(shop.dataDir, url)).metadata()
      expect([served, stored.width]).toEqual([stored.format === 'heif' ? 'image/avif' : 'image/webp', width])
    }
  },
)

test('S53 refuses by content what its name says is a JPEG', async () => {
  const black = sharp({ create: { width: 9, height: 9, channels: 3, background: '#000' } })
  const [gif, tiff] = [await black.clone().gif().toBuffer(), await black.tiff().toBuffer()]
  for (const content of [
    text('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
    text('<!doctype html><title>no picture</title>'),
    text('%PDF-1.7'),
    text('GIF89a/*', 'x'.repeat(99)),
    gif,
    tiff,
    text('RIFF\x10\0\0\0WAVEfmt '),
    text('\0\0\0\x18ftypheic\0\0\0\0mif1heic'),
    Buffer.from([0xff]),
  ])
    await expectRefused(content, 415, 'picture_type')
})

test('S53 refuses a picture that is something else as well', async () => {
  const [jpeg, png] = [await picture(), await picture({ type: 'png' })]
  const zip = Buffer.concat([text('PK\x05\x06'), Buffer.alloc(18)])
  const scriptHead = Buffer.concat([Buffer.from('ffd8ffe02f2a', 'hex'), jpeg.subarray(6)])
  for (const content of [
    Buffer.concat([jpeg, zip]),
    Buffer.concat([jpeg, text('<ScRiPt>alert(1)</script>')]),
    Buffer.concat([png, text('<?php system($_GET[0]);')]),
    Buffer.concat([png, text('<html><body>')]),
    scriptHead,
  ])
    await expectRefused(content, 415, 'picture_type')
})

test('S53 refuses what begins like a picture and is none', async () => {
  const jpeg = await picture({ width: 900, height: 900 })
  for (const content of [
    jpeg.subarray(0, jpeg.length / 2),
    Buffer.concat([Buffer.from('ffd8ff', 'hex'), Buffer.alloc(2000, 'A')]),
    text('\x89PNG\r\n\x1a\n'),
    Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(64)]),
  ])
    await expectRefused(content, 415, 'picture_type')
})

test('S53 drops place, camera and comments, and keeps the picture upright', async () => {
  const tagged = await sharp({ create: { width: 500, height: 200, channels: 3, background: '#08f' } })
    .withExif({ IFD0: { Artist: 'SECRET-CANARY' }, IFD3: { GPSLatitude: '51/1 30/1 0/1' } })
    .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/">SECRET-CANARY</x:xmpmeta>')
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer()
  expect(tagged.includes('SECRET-CANARY')).toBe(true)
  const { product } = (await upload(tagged)).json()
  expect(product.images[0]).toMatchObject({ width: 200, height: 500 })
  for (const { url } of product.images[0].renditions) {
    const file = join(shop.dataDir, url)
    const { exif, xmp, icc, orientation } = await sharp(file).metadata()
    expect([exif, xmp, icc, orientation ?? 1]).toEqual([undefined, undefined, undefined, 1])
    expect((await readFile(file)).includes('SECRET-CANARY')).toBe(false)
  }
})

test('S54 refuses a pixel bomb by its header, in no time and memory', async () => {
  const bomb = pngHeader(50_000, 50_000)
  const before = process.memoryUsage().rss
  const started = performance.now()
  await expectRefused(Array(8).fill(bomb), 413, 'picture_too_large')
  expect(performance.now() - started).toBeLessThan(1_000)
  expect(process.memoryUsage().rss - before).toBeLessThan(200_000_000)
  await expectRefused(pngHeader(8_000, 8_000), 413, 'picture_too_large')
})

test('S55 refuses a file over 10 MB and a ninth one', async () => {
  const jpeg = await picture()
  await expectRefused(Buffer.concat([jpeg, Buffer.alloc(10_000_000)]), 413, 'file_too_large')
  await expectRefused(Array(9).fill(jpeg), 413, 'too_many_files')
  await expectRefused([jpeg, text('<svg/>'), jpeg], 415, 'picture_type')
})

test('S55 takes eight pictures, under names that nobody can guess', async () => {
  const jpeg = await picture()
  const { product } = (await upload(Array(8).fill(jpeg))).json()
  const folders = product.images.map(({ url }: { url: string }) => url.split('/')[2])
  expect(new Set(folders).size).toBe(8)
  for (const folder of folders) expect(folder).toMatch(/^[\w-]{22}$/)
})

test('a body that is no form, a broken form and another kind of body are told apart', async () => {
  const post = (type: string, payload: string) =>
    shop.app.inject({
      method: 'POST',
      url: '/upload-product',
      headers: { ...admin.headers, 'content-type': type },
      payload,
    })
  expect((await post('application/json', '{}')).statusCode).toBe(415)
  expect((await post('text/csv', 'a,b')).statusCode).toBe(415)
  for (const [type, payload] of [
    ['multipart/form-data', 'no boundary'],
    ['multipart/form-data; boundary=x', 'no part'],
    ['multipart/form-data; boundary=x', '--x\r\ncontent-disposition: form-data; name="name"\r\n\r\ncut off'],
    [
      'multipart/form-data; boundary=x',
      '--x\r\ncontent-disposition: form-data; name="productFile"; filename="a"\r\n\r\ncut',
    ],
    [
      'multipart/form-data; boundary=x',
      '--x\r\ncontent-disposition: form-data; name="__proto__"\r\n\r\nx\r\n--x--\r\n',
    ],
  ] as const)
    expect([payload, (await post(type, payload)).statusCode]).toEqual([payload, 400])
})

test('a refused upload is answered while it is still being sent, and the connection goes on', async () => {
  const server = createServer((request, response) => shop.app.routing(request, response))
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  try {
    const { payload, headers } = await form({
      wrong: 'field',
      productFile: Array(4).fill(Buffer.alloc(9_000_000)),
    })
    for (let i = 0; i < 3; i++) {
      const answer = await fetch(`${origin}/upload-product`, {
        method: 'POST',
        headers: { ...admin.headers, ...headers },
        body: new Uint8Array(payload),
      })
      expect(await answer.json()).toMatchObject({ status: 400, errors: [{ path: 'wrong' }] })
    }
  } finally {
    server.closeAllConnections()
    await new Promise((closed) => server.close(closed))
  }
})

test('a picture whose row never came, or has gone, is swept after an hour, and nothing else', async () => {
  const { product } = (await upload([await picture(), await picture()])).json()
  const [kept, removed] = product.images.map(({ url }: { url: string }) => url.split('/')[2])
  await shop.sql('delete from images where folder = $1', [removed])
  const old = new Date(Date.now() - 2 * 3_600_000)
  for (const folder of [kept, removed]) await utimes(join(uploads, folder), old, old)
  const fresh = (await upload(await picture())).json().product.images[0].url.split('/')[2]
  await shop.sql('delete from images where folder = $1', [fresh])
  expect(await sweepOrphans(shop.context)).toBe(1)
  const left = await readdir(uploads)
  expect([left.includes(kept), left.includes(removed), left.includes(fresh)]).toEqual([true, false, true])
  expect(await sweepOrphans(shop.context, -60_000)).toBeGreaterThan(0)
  expect(await readdir(uploads)).toContain(kept)
})

test('when too many pictures wait already, the next upload is refused with 503', async () => {
  const pictureQueue = createWorkQueue({ concurrency: 1, maxWaitMs: 1_000, expectedMs: 700 })
  const busy = await startShop({}, { pictureQueue })
  const { headers } = await signIn(busy, { role: 'admin' })
  const { payload, headers: type } = await form({ name: 'Busy', price: '1', productFile: await picture() })
  const request = {
    method: 'POST',
    url: '/upload-product',
    headers: { ...headers, ...type },
    payload,
  } as const
  const answers = await Promise.all(Array.from({ length: 6 }, () => busy.app.inject(request)))
  const refused = answers.filter((answer) => answer.statusCode === 503)
  expect(refused.length).toBeGreaterThan(0)
  for (const answer of refused) expect(answer.headers['retry-after']).toMatch(/^[1-9]$/)
  expect(refused.length).toBeLessThan(6)
  const [{ count }] = (await busy.sql('select count(*) from products')) as [{ count: number }]
  expect(count).toBe(6 - refused.length)
  expect(await readdir(join(busy.dataDir, 'uploads'))).toHaveLength(1 + count)
  expect(await readdir(join(busy.dataDir, 'uploads', '.tmp'))).toEqual([])
  await busy.close()
})

test('F15 without room for pictures an upload is refused with 503, and nothing is changed', async () => {
  const folder = join(shop.dataDir, 'elsewhere')
  const full = await shop.again({ UPLOADS_DIR: folder })
  await rm(folder, { recursive: true, force: true })
  await writeFile(folder, 'a file where the folder should be')
  const { payload, headers } = await form({ name: 'No room', price: '1', productFile: await picture() })
  const answer = await full.app.inject({
    method: 'POST',
    url: '/upload-product',
    headers: { ...admin.headers, ...headers },
    payload,
  })
  expect(answer.json()).toMatchObject({ status: 503, code: 'storage_unavailable' })
  expect(answer.headers['retry-after']).toBe('30')
  expect(await shop.sql(`select 1 from products where name = 'No room'`)).toEqual([])
})

/** The beginning of a PNG of these dimensions, with a few rows. */
function pngHeader(width: number, height: number) {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width)
  header.writeUInt32BE(height, 4)
  header[8] = 1
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc((1 + width / 8) * 100))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, data: Buffer) {
  const bytes = Buffer.alloc(12 + data.length)
  bytes.writeUInt32BE(data.length)
  bytes.write(type, 4, 'latin1')
  data.copy(bytes, 8)
  bytes.writeUInt32BE(crc32(bytes.subarray(4, 8 + data.length)), 8 + data.length)
  return bytes
}
