import { spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { refusal } from '../../server/platform/refusal.ts'

/**
 * Sees to it that something is there, from Debian's packages where they may be installed. `need` begins the sentence that
 * tells a person who misses what. @throws that as a refusal.
 */
export async function provide(need: string, packages: string[], isThere: () => Promise<boolean>) {
  if (await isThere()) return
  const why = await installPackages(...packages)
  if (await isThere()) return
  throw refusal(
    `${need}, and apt-get did not bring it (${why ?? 'it ended well'}): install the package ${packages.join(' ')}, then start again.`,
  )
}

/**
 * Installs Debian packages where that is allowed: as root, where there is apt-get. Services they bring are not started
 * (RUNLEVEL=1; under systemd SYSTEMD_OFFLINE=1). Whoever else uses apt has his turn first.
 * @returns why they are not there now, or undefined.
 */
export async function installPackages(...names: string[]): Promise<string | undefined> {
  if (process.getuid?.() !== 0) return 'that takes root'
  if (!(await works('apt-get', '--version'))) return 'that takes Debian'
  process.stderr.write(`Installing ${names.join(' ')} from Debian's packages ...\n`)
  const install = () => apt('install', '--no-install-recommends', ...names)
  // Where apt has no lists yet, as in a fresh image, it knows no package.
  return (await install()) && ((await apt('update')) ?? (await install()))
}

/** Answers what went wrong. apt itself waits for one of its locks only, that of dpkg. */
async function apt(...args: string[]): Promise<string | undefined> {
  for (const deadline = Date.now() + waitForAptMs; ; ) {
    const options = ['-q', '-y', '-o', `DPkg::Lock::Timeout=${waitForAptMs / 1_000}`]
    const { code, said } = await run('apt-get', [...options, ...args])
    if (code === 0) return undefined
    if (!said.includes('Could not get lock') || Date.now() > deadline)
      return said.split('\n').findLast((line) => line.startsWith('E: ')) ?? `it ended with ${code}`
    await sleep(1_000)
  }
}

const waitForAptMs = 300_000

/** Whether a program is there and ends well. */
export const works = async (command: string, ...args: string[]): Promise<boolean> =>
  (await run(command, args)).code === 0

/** Runs a program to its end and answers what it said; a code of its own where there is no such program. */
export async function run(command: string, args: string[]): Promise<{ code: number; said: string }> {
  const quiet = { DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1', SYSTEMD_OFFLINE: '1', LC_ALL: 'C.UTF-8' }
  const env = { ...process.env, ...quiet }
  const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      said += chunk
    })
  }
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ code: 127, said: error.message }))
    child.on('close', (code) => resolve({ code: code ?? 1, said }))
  })
}
