import { createWriteStream, existsSync } from 'node:fs'
import { cp, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import type { Config } from '../config.ts'
import { required } from '../config.ts'
import { writeFileDurably } from '../platform/durable-file.ts'
import { refusal } from '../platform/refusal.ts'
import { type Manifest, manifestFile, tableFile } from './manifest.ts'
import { sequencePositions, tablesInOrder } from './tables.ts'

/**
 * Writes database, pictures and secrets into a new folder, while the shop goes on: the tables as of one snapshot, as
 * PostgreSQL's own text, which any major from 15 on can load. The folder gets its name when all is in it.
 * @throws a refusal when the folder is there already.
 */
export async function backUp(config: Config, folder: string): Promise<Manifest> {
  if (existsSync(folder)) throw refusal(`${folder} is there already: name a folder that is not.`)
  const partial = `${folder}.partial`
  await rm(partial, { recursive: true, force: true })
  await mkdir(join(partial, 'tables'), { recursive: true, mode: 0o700 })
  const manifest = await copyTables(required(config, 'databaseUrl', 'DATABASE_URL'), partial)
  manifest.pictures = await copyPictures(config, partial)
  await copySecrets(config, partial)
  writeFileDurably(join(partial, manifestFile), `${JSON.stringify(manifest, null, 2)}\n`)
  await rename(partial, folder)
  return manifest
}

async function copyTables(url: string, folder: string): Promise<Manifest> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  await client.connect()
  try {
    await client.query('begin isolation level repeatable read read only')
    const tables: Manifest['tables'] = []
    for (const name of await tablesInOrder(client)) {
      const copy = client.query(copyTo(`copy ${pg.escapeIdentifier(name)} to stdout`))
      await pipeline(copy, createGzip(), createWriteStream(join(folder, tableFile(name)), { mode: 0o600 }))
      tables.push({ name, rows: copy.rowCount })
    }
    const { rows } = await client.query(
      `select currency, current_setting('server_version') as postgres, (select max(name) from schema_migrations) as migration,
              to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as made_at from shop`,
    )
    const { currency, postgres, migration, made_at: madeAt } = rows[0]
    return {
      format: 1,
      madeAt,
      postgres,
      currency,
      migration,
      tables,
      sequences: await sequencePositions(client),
      pictures: 0,
    }
  } finally {
    await client.end()
  }
}

/** A picture is on the disk before its row commits, and is swept long after its row is gone: all that the snapshot names are there. */
async function copyPictures({ uploadsDir }: Config, folder: string) {
  let pictures = 0
  await mkdir(join(folder, 'uploads'))
  if (!existsSync(uploadsDir)) return pictures
  await cp(uploadsDir, join(folder, 'uploads'), {
    recursive: true,
    preserveTimestamps: true,
    filter: (source) => {
      if (/\.(webp|avif)$/.test(source)) pictures++
      return !source.slice(uploadsDir.length).includes('/.')
    },
  })
  return pictures
}

/** An installation's own secrets are files; those of settings are written as files, for the person who restores. */
async function copySecrets(config: Config, folder: string) {
  const own = join(config.dataDir, 'secrets')
  const target = join(folder, 'secrets')
  await mkdir(target, { mode: 0o700 })
  if (existsSync(own)) await cp(own, target, { recursive: true })
  const given = {
    'jwt-keys.json': config.jwtKeys,
    'password-pepper': config.passwordPepper,
    'mail-key': config.mailKey,
  }
  for (const [name, secret] of Object.entries(given))
    if (secret) await writeFile(join(target, name), `${secret}\n`, { mode: 0o600 })
}
