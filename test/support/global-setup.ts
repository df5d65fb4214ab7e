import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { migrate } from '../../db/migrate.ts'
import { startEmbeddedPostgres } from '../../server/platform/embedded-postgres.ts'

/**
 * One real PostgreSQL for the run, with a migrated template that every test file clones its database from: the embedded
 * one, or a throw-away server of another version whose superuser TEST_POSTGRES_URL names.
 */
export default async function setup(project: TestProject) {
  const { superuserUrl, close } = await openServer(process.env.TEST_POSTGRES_URL)
  const admin = new pg.Client({ connectionString: superuserUrl })
  await admin.connect()
  await admin.query(`create role tw_owner login password 'owner'`)
  await admin.query(`create role tw_app login password 'app'`)
  await admin.query('create database tw_template owner tw_owner')
  await admin.end()
  const template = new URL(superuserUrl)
  Object.assign(template, { username: 'tw_owner', password: 'owner', pathname: '/tw_template' })
  await migrate({ ownerUrl: template.href, appRole: 'tw_app', currency: 'USD' })
  project.provide('superuserUrl', superuserUrl)
  project.provide('port', Number(template.port))
  return close
}

async function openServer(given: string | undefined) {
  if (given) return { superuserUrl: given, close: async () => {} }
  const dir = await mkdtemp(join(tmpdir(), 'tradewind-test-'))
  const postgres = await startEmbeddedPostgres({ dir, settings: { fsync: 'off', max_connections: '300' } })
  const close = async () => {
    await postgres.stop()
    await rm(dir, { recursive: true, force: true })
  }
  return { superuserUrl: postgres.superuserUrl, close }
}

declare module 'vitest' {
  export interface ProvidedContext {
    superuserUrl: string
    port: number
  }
}
