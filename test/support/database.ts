import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'

/** A database of one's own, cloned from the migrated template, or an empty one. */
export async function createDatabase(template: 'tw_template' | 'template0' = 'tw_template') {
  const name = `t_${randomBytes(6).toString('hex')}`
  await asSuperuser(`create database ${name} template ${template} owner tw_owner`)
  const urlFor = (role: string, password: string) =>
    `postgres://${role}:${password}@127.0.0.1:${inject('port')}/${name}`
  return {
    name,
    appUrl: urlFor('tw_app', 'app'),
    ownerUrl: urlFor('tw_owner', 'owner'),
    drop: () => asSuperuser(`drop database ${name} with (force)`),
  }
}

/** Ends every connection that the app has to its database, as a failing server or network would. */
export const cutConnections = ({ appUrl }: { appUrl: string }) =>
  asSuperuser(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = '${new URL(appUrl).pathname.slice(1)}' and usename = 'tw_app'`,
  )

async function asSuperuser(statement: string) {
  const client = new pg.Client({ connectionString: inject('superuserUrl') })
  await client.connect()
  await client.query(statement)
  await client.end()
}
