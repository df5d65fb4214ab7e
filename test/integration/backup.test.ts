import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dumpSchema } from '../../db/dump-schema.ts'
import { backUp } from '../../server/backup/back-up.ts'
import { restoreDatabase, restoreFiles } from '../../server/backup/restore.ts'
import { buyer } from '../support/buyer.ts'
import { createDatabase } from '../support/database.ts'
import { addProduct } from '../support/products.ts'
import { startShop, type TestShop } from '../support/shop.ts'

let shop: TestShop
let folder: string
beforeAll(async () => {
  shop = await startShop()
  folder = join(shop.dataDir, 'backup')
})
afterAll(() => shop.close())

async function contents(url: string) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const tables = (
    await client.query(
      `select tablename as name from pg_tables where schemaname = 'public' and tablename <> 'catalog_changes' order by 1`,
    )
  ).rows
  const rows: Record<string, unknown> = {}
  for (const { name } of tables) {
    const sorted = await client.query(
      `select md5(string_agg(t::text, '|' order by t::text)) as rows from ${name} t`,
    )
    rows[name] = sorted.rows[0].rows
  }
  const schema = await dumpSchema(client)
  await client.end()
  return { rows, schema }
}

test('a backup restores into an empty place what it was made from, and the shop there goes on', async () => {
  const { config } = shop.context
  const { id } = await addProduct(shop, { name: 'Tab\there, \\N and "quotes"', stock: 9 })
  const ada = await buyer(shop)
  await ada.add(id, 2)
  await ada.place({ note: 'Zażółć\ngęślą' }, 'key')
  await mkdir(join(config.uploadsDir, 'picture'), { recursive: true })
  await writeFile(join(config.uploadsDir, 'picture', '320.webp'), 'a picture')
  const manifest = await backUp(config, folder)
  expect(manifest.pictures).toBe(1)

  const database = await createDatabase('template0')
  const target = {
    ...config,
    jwtKeys: undefined,
    dataDir: join(shop.dataDir, 'elsewhere'),
    uploadsDir: join(shop.dataDir, 'elsewhere/uploads'),
    databaseUrl: database.appUrl,
    databaseOwnerUrl: database.ownerUrl,
  }
  await restoreFiles(target, folder)
  await restoreDatabase(target, folder)
  expect(await contents(database.ownerUrl)).toEqual(await contents(shop.ownerUrl))
  expect(await readFile(join(target.uploadsDir, 'picture/320.webp'), 'utf8')).toBe('a picture')
  expect(await readFile(join(target.dataDir, 'secrets/jwt-keys.json'), 'utf8')).toBe(`${config.jwtKeys}\n`)

  const restored = await shop.again({ DATABASE_URL: database.appUrl })
  const headers = { ...ada.headers, 'idempotency-key': 'key' }
  const own = await restored.app.inject({ url: '/products/orders', headers })
  expect(own.json().items).toMatchObject([{ note: 'Zażółć\ngęślą', items: [{ productId: id, quantity: 2 }] }])
  await restored.app.inject({ method: 'POST', url: '/products/addtocart', headers, body: { productId: id } })
  const next = await restored.app.inject({
    method: 'POST',
    url: '/products/placeorder',
    headers: ada.headers,
  })
  expect(next.statusCode).toBe(200)
  await restored.close()
  await database.drop()
})

test('replaces nothing: a backup needs a new folder, a restore an empty database and DATA_DIR', async () => {
  const { config } = shop.context
  await expect(backUp(config, folder)).rejects.toThrow('is there already')
  const full = { ...config, databaseOwnerUrl: shop.ownerUrl }
  await expect(restoreDatabase(full, folder)).rejects.toThrow('is not empty')
  await expect(restoreFiles(config, folder)).rejects.toThrow('is not empty')
  await expect(restoreDatabase(full, shop.dataDir)).rejects.toThrow('no whole backup')
})

test('a table that was cut short is refused, and nothing of it stays', async () => {
  const database = await createDatabase('template0')
  const manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'))
  manifest.tables.find(({ name }: { name: string }) => name === 'products').rows++
  await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest))
  const target = { ...shop.context.config, databaseUrl: database.appUrl, databaseOwnerUrl: database.ownerUrl }
  await expect(restoreDatabase(target, folder)).rejects.toThrow('damaged: products')
  const client = new pg.Client({ connectionString: database.ownerUrl })
  await client.connect()
  expect((await client.query('select 1 from orders')).rows).toEqual([])
  await client.end()
  await rm(folder, { recursive: true })
  await database.drop()
})
