import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findPostgresBinaries, type PostgresBinaries } from './postgres-binaries.ts'

/**
 * The PostgreSQL to run in `dir`: the preferred one, unless the cluster there was made by another major that this machine
 * has too. So a backup restored by one way of running the shop is opened by the other.
 * @throws a refusal where there is none.
 */
export function postgresFor(dir: string, prefer: 'npm' | 'debian'): PostgresBinaries {
  const majorFile = join(dir, 'cluster', 'PG_VERSION')
  const major = existsSync(majorFile) ? readFileSync(majorFile, 'utf8').trim() : undefined
  const installed = debianPostgres()
  if (prefer === 'debian') {
    const matching = installed.find((one) => major === undefined || one.major === major)
    return matching ?? findPostgresBinaries()
  }
  const own = findPostgresBinaries()
  if (major === undefined || major === own.major) return own
  return installed.find((one) => one.major === major) ?? own
}

/** The servers of Debian's packages, those of postgresql.org too, that the shop can run on: the newest first. */
export function debianPostgres(): PostgresBinaries[] {
  const root = '/usr/lib/postgresql'
  if (!existsSync(root)) return []
  const majors = readdirSync(root).filter((name) => /^\d+$/.test(name) && Number(name) >= 15)
  return majors
    .sort((a, b) => Number(b) - Number(a))
    .map((major) => ({ major, bin: join(root, major, 'bin') }))
    .filter(({ bin }) => existsSync(join(bin, 'postgres')) && existsSync(join(bin, 'initdb')))
    .map(({ major, bin }) => ({
      postgres: join(bin, 'postgres'),
      initdb: join(bin, 'initdb'),
      version: versionOf(join(bin, 'postgres')),
      major,
    }))
}

function versionOf(postgres: string) {
  const said = execFileSync(postgres, ['--version'], { encoding: 'utf8' })
  return /\d+\.\d+/.exec(said)?.[0] ?? said.trim()
}
