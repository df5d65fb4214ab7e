import { createReadStream, existsSync, readdirSync } from 'node:fs'
import { cp, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { migrate, migrationNames, roleOf } from '../../db/migrate.ts'
import { type Config, required } from '../config.ts'
import { refusal } from '../platform/refusal.ts'
import { type Manifest, readManifest, tableFile } from './manifest.ts'

/**
 * Puts secrets and pictures of a backup where this installation keeps them: before the database is opened, because its
 * roles' passwords are among the secrets.
 * @throws a refusal where something is there already: a restore replaces nothing.
 */
export async function restoreFiles(config: Config, folder: string): Promise<void> {
  await readManifest(folder)
  const secrets = join(config.dataDir, 'secrets')
  for (const taken of [secrets, join(config.dataDir, 'postgres'), config.uploadsDir]) {
    if (existsSync(taken) && readdirSync(taken).length > 0)
      throw refusal(
        `${taken} is not empty, and a restore replaces nothing: set DATA_DIR to a new folder, or move this one away.`,
      )
  }
  await mkdir(config.dataDir, { recursive: true })
  if (!config.jwtKeys)
    await cp(join(folder, 'secrets'), secrets, { recursive: true, preserveTimestamps: true })
  await cp(join(folder, 'uploads'), config.uploadsDir, { recursive: true, preserveTimestamps: true })
}

/**
 * Loads a backup's tables into an empty database, as its owner: migrates to where the backup was, loads all in one
 * transaction, then migrates to where this program is.
 * @throws a refusal when the database has a shop in it, or the backup is of a newer program.
 */
export async function restoreDatabase(config: Config, folder: string): Promise<Manifest> {
  const manifest = await readManifest(folder)
  const ownerUrl = required(config, 'databaseOwnerUrl', 'DATABASE_OWNER_URL')
  const appRole = roleOf(required(config, 'databaseUrl', 'DATABASE_URL'))
  if (!(await migrationNames()).includes(manifest.migration))
    throw refusal(
      `The backup was made by a newer version of the shop (${manifest.migration}): restore it with that one.`,
    )
  const client = new pg.Client({ connectionString: ownerUrl, connectionTimeoutMillis: 10_000 })
  await client.connect()
  try {
    await refuseFullDatabase(client)
    await migrate({ ownerUrl, appRole, currency: manifest.currency, through: manifest.migration })
    await client.query('begin')
    await client.query('set constraints all immediate')
    await loadTables(client, folder, manifest)
    await client.query('commit')
  } finally {
    await client.end()
  }
  await migrate({ ownerUrl, appRole, currency: manifest.currency })
  return manifest
}

async function refuseFullDatabase(client: pg.Client) {
  const { rows } = await client.query(`select 1 from pg_tables where schemaname = 'public' limit 1`)
  if (rows.length > 0)
    throw refusal('This database is not empty, and a restore replaces nothing: name an empty one.')
}

async function loadTables(client: pg.Client, folder: string, { tables, sequences }: Manifest) {
  const names = tables.map(({ name }) => pg.escapeIdentifier(name))
  await client.query(`truncate ${names.join(', ')}`)
  for (const { name, rows } of tables) {
    const table = pg.escapeIdentifier(name)
    // What triggers would add is in the backup already.
    await client.query(`alter table ${table} disable trigger user`)
    const copy = client.query(copyFrom(`copy ${table} from stdin`))
    await pipeline(createReadStream(join(folder, tableFile(name))), createGunzip(), copy)
    await client.query(`alter table ${table} enable trigger user`)
    if (copy.rowCount !== rows)
      throw refusal(`The backup is damaged: ${name} holds ${copy.rowCount} rows of ${rows}.`)
  }
  for (const [name, last] of Object.entries(sequences))
    await client.query('select setval($1::regclass, $2)', [pg.escapeIdentifier(name), last])
}
