import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { writeFileDurably } from './durable-file.ts'
import { type Launcher, type PostgresBinaries, unprivileged } from './postgres-binaries.ts'
import { refusal } from './refusal.ts'

/**
 * Opens the cluster in `dir`, making it at the first start. A crash in between leaves nothing that a later
 * start could take for a cluster: initdb works under another name and the rename is the last step.
 */
export async function openCluster(dir: string, binaries: PostgresBinaries): Promise<Cluster> {
  const data = join(dir, 'cluster')
  const passwordFile = join(dir, 'superuser.password')
  const found = existsSync(data)
  if (found) {
    checkMajor(data, binaries)
    chmodSync(data, 0o700) // a copied or restored folder is often open, and PostgreSQL refuses that
  }
  const launcher = unprivileged(binaries, data, clusterOwner(data))
  if (!found) await initCluster(dir, data, passwordFile, binaries, launcher)
  return { data, launcher, password: readFileSync(passwordFile, 'utf8').trim() }
}

function checkMajor(data: string, { major, version }: PostgresBinaries): void {
  const found = existsSync(join(data, 'PG_VERSION'))
    ? readFileSync(join(data, 'PG_VERSION'), 'utf8').trim()
    : ''
  if (found === major) return
  if (found === '')
    throw refusal(`${data} is not a PostgreSQL data folder: move it away or set DATA_DIR to another folder.`)
  throw refusal(
    `The data folder ${data} belongs to PostgreSQL ${found}, this shop brings ${version}: make a backup with the shop's old version ("npm run cli -- backup"), move the folder away and run "npm run cli -- restore" with this one.`,
  )
}

/** As root the cluster keeps the owner it has; root's own (a copied one, say) goes to `nobody`. */
function clusterOwner(data: string): number {
  if (process.getuid?.() !== 0) return process.getuid?.() ?? 0
  const owner = existsSync(data) ? statSync(data).uid : 0
  if (owner !== 0) return owner
  if (existsSync(data)) chownTree(data, nobody())
  return nobody()
}

async function initCluster(
  dir: string,
  data: string,
  passwordFile: string,
  binaries: PostgresBinaries,
  launcher: Launcher,
) {
  const making = `${data}.new`
  const pwfile = join(dir, 'initdb.password')
  rmSync(making, { recursive: true, force: true })
  mkdirSync(making, { mode: 0o700 })
  const password = randomBytes(24).toString('base64url')
  writeFileDurably(passwordFile, `${password}\n`)
  writeFileDurably(pwfile, `${password}\n`)
  if (process.getuid?.() === 0) for (const path of [making, pwfile]) chownSync(path, nobody(), nobody())
  const args = [
    ['-D', making, '--username=postgres', `--pwfile=${pwfile}`, '--auth=scram-sha-256', '--encoding=UTF8'],
    localeOf(binaries),
    ['--no-instructions'],
  ].flat()
  const [program = '', ...rest] = [...launcher.prefix, binaries.initdb, ...args]
  const { uid, gid } = launcher
  try {
    await promisify(execFile)(program, rest, uid === undefined ? {} : { uid, gid })
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string }
    const reason =
      (stderr || message).split('\n').find((line) => /error|fatal|could not/i.test(line)) ?? message
    throw refusal(
      `PostgreSQL could not make its data folder ${data}: ${reason.trim()}. Check free space and permissions, then start again.`,
    )
  } finally {
    rmSync(pwfile, { force: true })
  }
  renameSync(making, data)
}

/** By code point everywhere; before version 17 that is the operating system's C.UTF-8, which Debian always has. */
function localeOf({ major }: PostgresBinaries): string[] {
  if (Number(major) < 17) return ['--locale=C.UTF-8']
  return ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
}

function nobody(): number {
  const line = readFileSync('/etc/passwd', 'utf8').match(/^nobody:[^:]*:(\d+):/m)
  return line ? Number(line[1]) : 65534
}

function chownTree(path: string, uid: number): void {
  chownSync(path, uid, uid)
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    if (entry.isDirectory()) chownTree(join(path, entry.name), uid)
    else if (entry.isFile()) chownSync(join(path, entry.name), uid, uid)
  }
}

export type Cluster = { data: string; launcher: Launcher; password: string }
