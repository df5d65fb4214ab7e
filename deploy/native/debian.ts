import { spawn } from 'node:child_process'

/**
 * Installs Debian packages where that is allowed: as root, where there is apt-get. Services they bring are not started
 * (RUNLEVEL=1; under systemd SYSTEMD_OFFLINE=1). Several may ask at once: apt's own lock makes them take turns.
 * @returns whether they are there now.
 */
export async function installPackages(...names: string[]): Promise<boolean> {
  if (process.getuid?.() !== 0 || !(await works('apt-get', '--version'))) return false
  const apt = (...args: string[]) => works('apt-get', '-q', '-y', '-o', 'DPkg::Lock::Timeout=300', ...args)
  const install = () => apt('install', '--no-install-recommends', ...names)
  return (await install()) || ((await apt('update')) && (await install()))
}

/** Whether a program is there and ends well. */
export const works = async (command: string, ...args: string[]): Promise<boolean> =>
  (await run(command, args)).code === 0

/** Runs a program to its end and answers what it said; a code of its own where there is no such program. */
export async function run(command: string, args: string[]): Promise<{ code: number; said: string }> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1', SYSTEMD_OFFLINE: '1' }
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
