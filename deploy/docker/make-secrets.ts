import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadConfig, reader } from '../../server/config.ts'
import { openSecrets } from '../../server/platform/secrets.ts'
import { addressesOf } from './addresses.ts'

/**
 * Makes this installation's secrets at its first start, each once, under DATA_DIR, and lays out for every part as files
 * what it may know: SECRETS_DIR/shop for nodes and workers, SECRETS_DIR/postgres for PostgreSQL.
 */
const read = reader(process.env)
const config = loadConfig(process.env)
const secrets = openSecrets(config.dataDir)
secrets.adminPassword()

layOut('shop', {
  jwt_keys: secrets.jwtKeys(),
  password_pepper: secrets.passwordPepper(),
  mail_key: secrets.mailKey(),
  database_url: addressesOf(config, read.text('POSTGRES_ADDRESS')).appUrl,
})
layOut('postgres', { password: secrets.databaseSuperuserPassword() })

/** Readable by whoever has the folder mounted: PostgreSQL's image has a user of its own. */
function layOut(part: string, files: Record<string, string>) {
  const folder = join(read.text('SECRETS_DIR'), part)
  mkdirSync(folder, { recursive: true })
  for (const [name, secret] of Object.entries(files)) {
    rmSync(join(folder, name), { force: true })
    writeFileSync(join(folder, name), `${secret}\n`, { mode: 0o444 })
  }
}
