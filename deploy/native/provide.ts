import { debianPostgres } from '../../server/platform/postgres-installed.ts'
import { refusal } from '../../server/platform/refusal.ts'
import { provideNginx } from '../nginx/provide.ts'
import { installPackages, works } from './debian.ts'

/**
 * Installs the servers of the stack that are not there yet, from Debian's packages.
 * @throws a refusal that tells what to install where that is not allowed.
 */
export async function provideServers(): Promise<void> {
  await provideNginx()
  const missing: string[] = []
  for (const { isThere, packages } of servers) if (!(await isThere())) missing.push(...packages)
  if (missing.length === 0) return
  process.stderr.write(`Installing ${missing.join(', ')} ...\n`)
  await installPackages(...missing)
  const absent: string[] = []
  for (const { isThere, packages } of servers) if (!(await isThere())) absent.push(...packages)
  if (absent.length > 0)
    throw refusal(
      `The stack needs these Debian packages, and only root can install them: run "apt-get install ${absent.join(' ')}", then start again.`,
    )
}

const servers: { isThere: () => Promise<boolean>; packages: string[] }[] = [
  { packages: ['supervisor'], isThere: () => works('supervisord', '--version') },
  { packages: ['redis-server'], isThere: () => works('redis-server', '--version') },
  { packages: ['postgresql'], isThere: async () => debianPostgres().length > 0 },
]
