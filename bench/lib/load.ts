import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { installPackages, works } from '../../deploy/native/debian.ts'
import { ofItsOwnSession } from './own-session.ts'

/**
 * Reads `paths` by turns, over and over, by wrk in a process of its own: it takes so little of a core itself that the shop
 * is the limit. Latency counts from when wrk sent, so it is of use below saturation only.
 * @throws when any answer was not 2xx.
 */
export async function read(url: string, { paths, connections, seconds }: Reading): Promise<Read> {
  const list = join(tmpdir(), `tradewind-bench-paths-${process.pid}`)
  writeFileSync(list, paths.join('\n'))
  const script = join(import.meta.dirname, 'read.lua')
  const args = ['-t1', `-c${connections}`, `-d${seconds}s`, '--timeout', '10s', '-s', script, url, '--', list]
  const child = spawn('wrk', args, { stdio: ['ignore', 'pipe', 'inherit'], ...ofItsOwnSession })
  const said = await text(child.stdout)
  const [, found] = /^figures (.*)$/m.exec(said) ?? []
  if (!found) throw new Error(`wrk: ${said}`)
  const { refused, errors, ...figures } = JSON.parse(found) as Read & { refused: number; errors: number }
  if (refused + errors > 0) throw new Error(`${url}: ${refused} refusals, ${errors} errors`)
  return figures
}

/** Makes sure that there is a wrk: on the PATH, or from its Debian package where that may be installed. */
export async function provideWrk(): Promise<void> {
  const isThere = async () => await works('sh', '-c', 'command -v wrk')
  if ((await isThere()) || ((await installPackages('wrk')) && (await isThere()))) return
  throw new Error('There is no wrk on the PATH: install it (on Debian: apt-get install wrk).')
}

type Reading = { paths: string[]; connections: number; seconds: number }
export type Read = { count: number; seconds: number; p50: number; p95: number; p99: number }
