import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { npm, readJson, root, withInstallLock } from './install.mjs'

/** The path of a Node that is new enough: the one running this, or the pinned one out of the npm registry. */
export async function pinnedNode() {
  const version = readJson('package.json').config.node
  if (major(process.versions.node) >= major(version)) return process.execPath
  if (!isThere(version)) await withInstallLock(() => isThere(version) || fetchNode(version))
  return binary(home)
}

/** Fetched beside its place and renamed into it: what is there is whole. */
async function fetchNode(version) {
  const making = join(root, '.node', 'making')
  rmSync(making, { recursive: true, force: true })
  mkdirSync(making, { recursive: true })
  const what = `Fetching Node ${version} (this machine has ${process.versions.node})`
  await npm(process.execPath, what, [
    'install',
    '--prefix',
    making,
    '--no-save',
    '--no-package-lock',
    `${name}@${version}`,
  ])
  rmSync(home, { recursive: true, force: true })
  mkdirSync(join(root, '.node', 'node_modules'), { recursive: true })
  renameSync(join(making, 'node_modules', name), home)
  rmSync(making, { recursive: true, force: true })
}

function isThere(version) {
  return (
    existsSync(binary(home)) &&
    readJson(join('.node', 'node_modules', name, 'package.json')).version === version
  )
}

const binary = (dir) => join(dir, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')

const major = (version) => Number(version.split('.')[0])

const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`
const home = join(root, '.node', 'node_modules', name)
