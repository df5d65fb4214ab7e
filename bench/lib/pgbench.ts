import { spawn, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { ofItsOwnSession } from './own-session.ts'

/**
 * Transactions by pgbench, in all and a second, the limit beside which orders are measured: `orders.sql` writes the rows of an
 * order, one a transaction. @throws with one line for a person where there is no pgbench.
 */
export async function pgbench(
  url: string,
  { products, seconds, clients }: { products: number; seconds: number; clients: number },
): Promise<{ count: number; perSecond: number }> {
  const script = join(import.meta.dirname, 'orders.sql')
  const args = ['-n', '-M', 'prepared', '-f', script, '-D', `products=${products}`]
  const child = spawn('pgbench', [...args, '-c', `${clients}`, '-j', '2', '-T', `${seconds}`, url], {
    stdio: ['ignore', 'pipe', 'pipe'],
    ...ofItsOwnSession,
  })
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)])
  const count = /number of transactions actually processed: (\d+)/.exec(output)?.[1]
  const rate = /tps = ([\d.]+)/.exec(output)?.[1]
  const failed = /number of failed transactions: (\d+)/.exec(output)?.[1]
  if (!count || !rate || failed !== '0') throw new Error(`pgbench: ${errors || output}`)
  return { count: Number(count), perSecond: Number(rate) }
}

/** Makes sure that there is a pgbench: on the PATH, or from its Debian package where that may be installed. */
export function findPgbench() {
  if (isThere() || (isDebianRoot() && installed())) return
  throw new Error('There is no pgbench on the PATH: install it (on Debian: apt-get install postgresql-15).')
}

const works = (command: string, ...args: string[]) =>
  spawnSync(command, args, { stdio: 'ignore', env: { ...process.env, ...aptEnv } }).status === 0
// RUNLEVEL=1 starts no service.
const aptEnv = { DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' }
const isThere = () => works('pgbench', '--version')
const isDebianRoot = () => process.getuid?.() === 0 && works('apt-get', '--version')

function installed() {
  const apt = (...args: string[]) => works('apt-get', '-q', '-y', '-o', 'DPkg::Lock::Timeout=120', ...args)
  const install = () => apt('install', '--no-install-recommends', 'postgresql') && isThere()
  return install() || (apt('update') && install())
}
