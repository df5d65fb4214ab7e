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

test('no document is compared with others by ANALYZE: a migration that adds one says "set statistics 0"', async () => {
  const database = await createDatabase()
  const client = new pg.Client({ connectionString: database.ownerUrl })
  await client.connect()
  const { rows } = await client.query(
    `select attrelid::regclass || '.' || attname as compared from pg_attribute join pg_class c on c.oid = attrelid
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and atttypid in ('json'::regtype, 'jsonb'::regtype)
       and attstattarget is distinct from 0`,
  )
  await client.end()
  await database.drop()
  expect(rows).toEqual([])
})

test('migrating again changes nothing, several at once wait for each other, another currency is refused', async () => {
  const database = await createDatabase()
  const options = { ownerUrl: database.ownerUrl, appRole: 'tw_app', currency: 'USD' }
  expect(await Promise.all([migrate(options), migrate(options), migrate(options)])).toEqual([[], [], []])
  await expect(migrate({ ...options, currency: 'EUR' })).rejects.toThrow('CURRENCY is EUR')
  await database.drop()
})

test('F17 a migration that has to wait for a table lets those behind it pass meanwhile', async () => {
  const database = await createDatabase('template0')
  const options = { ownerUrl: database.ownerUrl, appRole: 'tw_app', currency: 'USD' }
  await migrate({ ...options, through: '0007-traces.sql' })
  const open = async () => {
    const client = new pg.Client({ connectionString: database.ownerUrl, statement_timeout: 10_000 })
    await client.connect()
    return client
  }
  const [first, later] = [await open(), await open()]
  const read = 'select count(*) from dead_letters'
  await first.query(`begin; ${read}`)
  const migrated = migrate(options)
  const waits = `select 1 from pg_stat_activity where datname = '${database.name}' and wait_event_type = 'Lock'`
  for (let round = 0; round < 2; round++) {
    await expect.poll(async () => (await later.query(waits)).rowCount, { timeout: 10_000 }).toBe(1)
    await later.query(read)
  }
  await first.query('commit')
  expect(await migrated).toContain('0008-kafka.sql')
  await Promise.all([first.end(), later.end()])
  await database.drop()
})
