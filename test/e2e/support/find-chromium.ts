import { existsSync } from 'node:fs'
import { installPackages } from '../../../deploy/native/debian.ts'

/**
 * Where a Chromium for the tests is: CHROME_PATH, a usual place, or Debian's package, which is installed where that is
 * allowed. Where it is not, a line says so; under CI=true that is a failure.
 */
export async function findChromium(): Promise<string | undefined> {
  if (process.env.TEST_EMBEDDED) return leftOut('they need a Chromium, which npm does not bring')
  const found = installed() ?? ((await installPackages('chromium')) ? installed() : undefined)
  if (found) return found
  const why =
    'there is no Chromium, and it could not be installed with apt-get (that takes root, on Debian): set CHROME_PATH'
  if (process.env.CI === 'true') throw new Error(`The browser tests cannot run: ${why}`)
  return leftOut(why)
}

const installed = () =>
  [process.env.CHROME_PATH, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
    (path) => path !== undefined && existsSync(path),
  )

function leftOut(why: string) {
  process.stderr.write(`left out: the browser tests, because ${why}\n`)
  return undefined
}
