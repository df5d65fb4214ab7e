import type { Config } from '../../server/config.ts'
import { databaseUrls } from '../../server/embedded-database.ts'
import { openSecrets } from '../../server/platform/secrets.ts'

/** How the PostgreSQL of these containers is reached by each of its roles; `at` is its host and port. */
export function addressesOf(config: Config, at: string) {
  const urlFor = (role: string, password: string, database: string) =>
    `postgres://${role}:${encodeURIComponent(password)}@${at}/${database}`
  const superuserPassword = openSecrets(config.dataDir).databaseSuperuserPassword()
  return { ...databaseUrls(config, urlFor), superuserUrl: urlFor('postgres', superuserPassword, 'postgres') }
}
