import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { migrate } from '../../db/migrate.ts'
import { startEmbeddedPostgres } from '../../server/platform/embedded-postgres.ts'

/** One real PostgreSQL for the run, with a migrated template that every test file clones its database from. */
export default async function setup(project: TestProject) {
  const dir = await mkdtemp(join(tmpdir(), 'tradewind-test-'))
  const postgres = await startEmbeddedPostgres({ dir, settings: { fsync: 'off', max_connections: '300' } })
  const admin = new pg.Client({ connectionString: postgres.superuserUrl })
  await admin.connect()
  await admin.query(`create role tw_owner login password 'owner'`)
  await admin.query(`create role tw_app login password 'app'`)
  await admin.query('create database tw_template owner tw_owner')
  await admin.end()
  await migrate({
    ownerUrl: postgres.urlFor('tw_owner', 'owner', 'tw_template'),
    appRole: 'tw_app',
    currency: 'USD',
  })
  project.provide('superuserUrl', postgres.superuserUrl)
  project.provide('port', postgres.port)
  return async () => {
    await postgres.stop()
    await rm(dir, { recursive: true, force: true })
  }
}

declare module 'vitest' {
  export interface ProvidedContext {
    superuserUrl: string
    port: number
  }
}
