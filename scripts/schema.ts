import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { dumpSchema } from '../db/dump-schema.ts'
import { migrate } from '../db/migrate.ts'
import { startEmbeddedPostgres } from '../server/platform/embedded-postgres.ts'

// `npm run schema`: writes db/schema.sql from the migrations; test/integration/schema.test.ts checks that it is true.
const dir = await mkdtemp(join(tmpdir(), 'tradewind-schema-'))
const postgres = await startEmbeddedPostgres({ dir, settings: { fsync: 'off' } })
try {
  const client = new pg.Client({ connectionString: postgres.superuserUrl })
  await client.connect()
  await client.query('create role app')
  await migrate({ ownerUrl: postgres.superuserUrl, appRole: 'app', currency: 'USD' })
  await writeFile(new URL('../db/schema.sql', import.meta.url), await dumpSchema(client))
  await client.end()
} finally {
  await postgres.stop()
  await rm(dir, { recursive: true, force: true })
}
