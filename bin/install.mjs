import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

export const readJson = (path) => JSON.parse(readFileSync(join(root, path), 'utf8'))

/** Runs npm on the given Node, quietly and without the packages' install scripts; throws what it said when it fails. */
export async function npm(node, what, args) {
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-progress', '--loglevel=error']
  const { code, said } = await quietly(what, node, [npmCli(), ...args, ...quiet])
  if (code === 0) return
  const lines = said.split('\n').map((line) => line.replace(/^npm (error|ERR!) ?/, '').trim())
  const reason = lines.find((line) => line && !/^(code|errno|syscall|A complete log) /i.test(line))
  throw new Error(
    `${what}: npm failed (${reason ?? code}). Check the network or the npm registry's setting, then try again.`,
  )
}

/** Runs a program of Node's to its end, behind one line that tells what is done and how long it took. */
export async function quietly(what, node, args, env = process.env) {
  const start = Date.now()
  process.stderr.write(`${what} ... `)
  // Ctrl-C ends the program; we stay until it has ended, to give the lock back.
  const child = spawn(node, args, { cwd: root, env, stdio: ['ignore', 'ignore', 'pipe'] })
  const ignore = () => {}
  process.on('SIGINT', ignore)
  let said = ''
  child.stderr.on('data', (chunk) => {
    said += chunk
  })
  const code = await new Promise((resolve) => {
    child.on('error', (error) => {
      said = error.message
      resolve(1)
    })
    child.on('close', (exit, signal) => resolve(exit ?? signal))
  })
  process.removeListener('SIGINT', ignore)
  const seconds = ((Date.now() - start) / 1000).toFixed(1)
  process.stderr.write(code === 0 ? `done in ${seconds} s\n` : 'failed\n')
  return { code, said }
}

/**
 * Only one process installs at a time; the others wait and then find the work done. The lock is a folder that
 * comes into being with its owner's number in it, by one rename; a dead owner's lock is taken away.
 */
export async function withInstallLock(work) {
  const lock = join(root, '.node', 'lock')
  const mine = `${lock}.${process.pid}`
  mkdirSync(mine, { recursive: true })
  writeFileSync(join(mine, 'pid'), `${process.pid}`)
  const deadline = Date.now() + 10 * 60_000
  let told = false
  while (!tryRename(mine, lock)) {
    const owner = ownerOf(lock)
    if (owner !== undefined && !alive(owner)) {
      const dead = `${lock}.dead.${process.pid}`
      // Between the look and the rename another process may have taken it: then it goes back.
      if (tryRename(lock, dead) && ownerOf(dead) !== owner) tryRename(dead, lock)
      rmSync(dead, { recursive: true, force: true })
      continue
    }
    if (Date.now() > deadline) {
      rmSync(mine, { recursive: true, force: true })
      throw new Error(
        `Another install does not end: stop process ${owner} or delete ${lock}, then try again.`,
      )
    }
    if (!told) process.stderr.write('Waiting for another start to finish its install.\n')
    told = true
    await sleep(200)
  }
  try {
    return await work()
  } finally {
    rmSync(lock, { recursive: true, force: true })
  }
}

function npmCli() {
  const beside = dirname(process.execPath)
  const places = [
    /npm-cli\.[cm]?js$/.test(process.env.npm_execpath ?? '') ? process.env.npm_execpath : '',
    join(beside, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(beside, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    '/usr/share/nodejs/npm/bin/npm-cli.js',
    ...(process.env.PATH ?? '')
      .split(':')
      .map((dir) => join(dir, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js')),
  ]
  const found = places.find((place) => place && existsSync(place))
  if (!found) throw new Error('Cannot find npm: start through npm ("npm start", "npm run cli -- help").')
  return found
}

function tryRename(from, to) {
  try {
    renameSync(from, to)
    return true
  } catch {
    return false
  }
}

function ownerOf(lock) {
  try {
    return Number(readFileSync(join(lock, 'pid'), 'utf8'))
  } catch {
    return undefined
  }
}

function alive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}
