import { readFile } from 'node:fs/promises'
import pg from 'pg'
import { expect, test } from 'vitest'
import { dumpSchema } from '../../db/dump-schema.ts'
import { migrate } from '../../db/migrate.ts'
import { createDatabase } from '../support/database.ts'

test('db/schema.sql is what the migrations make: run "npm run schema" after a migration', async () => {
  const database = await createDatabase()
  const client = new pg.Client({ connectionString: database.ownerUrl })
  await client.connect()
  const schema = await dumpSchema(client)
  await client.end()
  await database.drop()
  expect(schema).toBe(await readFile(new URL('../../db/schema.sql', import.meta.url), 'utf8'))
})

test('migrating again changes nothing, several at once wait for each other, another currency is refused', async () => {
  const database = await createDatabase()
  const options = { ownerUrl: database.ownerUrl, appRole: 'tw_app', currency: 'USD' }
  expect(await Promise.all([migrate(options), migrate(options), migrate(options)])).toEqual([[], [], []])
  await expect(migrate({ ...options, currency: 'EUR' })).rejects.toThrow('CURRENCY is EUR')
  await database.drop()
})
