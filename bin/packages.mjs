import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { npm, readJson, root } from './install.mjs'

/**
 * What is installed is what package-lock.json asks for. npm writes the list of what it installed as its last
 * step, so an install that was interrupted never counts. Packages for other platforms may be missing.
 */
export function packagesAreCurrent() {
  if (!existsSync(join(root, installedList))) return false
  const { '': _project, ...wanted } = readJson('package-lock.json').packages
  const installed = readJson(installedList).packages
  const missing = Object.entries(wanted).some(
    ([path, { version, optional }]) =>
      installed[path]?.version !== version && !(optional && !installed[path]),
  )
  return !missing && Object.keys(installed).every((path) => path in wanted)
}

export function installPackages(node) {
  return npm(node, 'Installing the packages', ['ci'])
}

/** The file behind a package's program, found without the shell wrappers that differ by platform. */
export function packageProgram(name) {
  for (const [path, { bin }] of Object.entries(readJson(installedList).packages)) {
    if (bin?.[name]) return join(root, path, bin[name])
  }
  throw new Error(`No package brings a program named ${name}: see the dependencies in package.json.`)
}

const installedList = join('node_modules', '.package-lock.json')
