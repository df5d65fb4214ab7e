import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { quietly, root, withInstallLock } from './install.mjs'
import { packageProgram } from './packages.mjs'

/**
 * Brings web/dist to what its sources say, in one step: what is there is whole. A shop whose web app cannot be built
 * has its API all the same, so that is told in a line and no more. Answers whether it is the newest.
 */
export async function bringWebApp(node) {
  if (isCurrent()) return true
  try {
    await withInstallLock(() => isCurrent() || build(node))
    return true
  } catch (error) {
    process.stderr.write(`${error.message}\n`)
    return false
  }
}

async function build(node) {
  const making = join(web, `.dist-${process.pid}`)
  const sources = hashOfSources()
  try {
    const args = ['build', web, '--outDir', making, '--emptyOutDir', '--logLevel', 'error']
    // vite takes a NODE_ENV of somebody else's, such as a test's, for its own.
    const env = { ...process.env, NODE_ENV: 'production' }
    const { code, said } = await quietly('Building the web app', node, [packageProgram('vite'), ...args], env)
    if (code !== 0) throw new Error(said.trim().split('\n')[0] || `vite ended with ${code}`)
    writeFileSync(join(making, stamp), sources)
    const old = `${making}-old`
    if (existsSync(dist)) renameSync(dist, old)
    renameSync(making, dist)
    rmSync(old, { recursive: true, force: true })
  } catch (error) {
    rmSync(making, { recursive: true, force: true })
    throw new Error(
      `The web app is not built (${error.message}): the shop goes on without the newest. "npx vite build web" tells more.`,
    )
  }
}

/** Nothing to build is current as well. */
function isCurrent() {
  if (!existsSync(join(web, 'vite.config.ts'))) return true
  try {
    return readFileSync(join(dist, stamp), 'utf8') === hashOfSources()
  } catch {
    return false
  }
}

/** Of all that decides what the build makes: its own files, the contracts, the packages. */
function hashOfSources() {
  const files = [...filesIn(web), ...filesIn(join(root, 'contracts')), join(root, 'package-lock.json')]
  const hash = createHash('sha256')
  for (const file of files.sort())
    hash
      .update(`${file.slice(root.length)}\0`)
      .update(readFileSync(file))
      .update('\0')
  return hash.digest('hex')
}

function filesIn(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.name.startsWith('.') || path === dist) return []
    if (entry.isDirectory()) return filesIn(path)
    return /\.test\.tsx?$/.test(entry.name) ? [] : [path]
  })
}

const web = join(root, 'web')
const dist = join(web, 'dist')
const stamp = '.stamp'
