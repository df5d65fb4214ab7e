#!/usr/bin/env node
/**
 * Runs a script of this project, or with --bin a package's program, on the Node that package.json pins, and
 * brings what is missing first: that Node, and the packages. Works on Node 18 and later with nothing
 * installed, so it is plain JavaScript and imports only what Node has.
 *
 *   node bin/run.mjs server/start.ts [arguments]
 *   node bin/run.mjs --bin vitest run
 *   node bin/run.mjs --web [server/start.ts]   builds the web app first, where it is not what its sources say
 */
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { root, withInstallLock } from './install.mjs'
import { installPackages, packageProgram, packagesAreCurrent } from './packages.mjs'
import { pinnedNode } from './pinned-node.mjs'
import { bringWebApp } from './web-app.mjs'

try {
  const node = await pinnedNode()
  if (!packagesAreCurrent()) await withInstallLock(() => packagesAreCurrent() || installPackages(node))
  const [first, ...rest] = process.argv.slice(2)
  if (first === '--web') process.exitCode = (await bringWebApp(node)) ? 0 : 1
  if (!first) throw new Error('Tell which script to run, for example: node bin/run.mjs server/start.ts')
  if (first === '--bin') process.exitCode = await run(node, [packageProgram(rest[0]), ...rest.slice(1)])
  else if (first !== '--web') process.exitCode = await run(node, [first, ...rest])
  else if (rest.length > 0) process.exitCode = await run(node, rest)
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
}

/** Resolves with the exit code once the child is gone; until then every signal is the child's to answer. */
function run(node, args) {
  const child = spawn(node, args, { stdio: 'inherit', env: childEnv(node) })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      // A terminal sends Ctrl-C to the child as well: passing it on would press it twice.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
    })
  }
  stopWithNpm(child)
  return new Promise((resolve, reject) => {
    child.on('error', (error) =>
      reject(new Error(`Cannot run ${node} (${error.message}): delete the folder .node and try again.`)),
    )
    child.on('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal]))
  })
}

/** npm's shell ends at a signal without passing it on: what it started must not stay behind. */
function stopWithNpm(child) {
  if (!process.env.npm_lifecycle_event || process.platform === 'win32') return
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    child.kill('SIGTERM')
  }, 500)
  watch.unref()
}

/** The pinned Node and the packages' programs come first on the PATH; what npm sets for itself goes. */
function childEnv(node) {
  const env = {}
  for (const [name, value] of Object.entries(process.env)) {
    const own =
      /^npm_(package|lifecycle)_|^npm_config_(globalconfig|global_prefix|local_prefix|prefix|init_module|node_gyp|noproxy|npm_version|user_agent)$/i
    if (!own.test(name)) env[name] = value
  }
  const path = Object.keys(env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH'
  env[path] = [dirname(node), join(root, 'node_modules', '.bin'), env[path]].filter(Boolean).join(delimiter)
  // Compiled code is kept between starts: a third of a second start's time.
  env.NODE_COMPILE_CACHE ??= join(root, '.cache', 'node')
  return env
}
