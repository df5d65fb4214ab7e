import { existsSync } from 'node:fs'
import { provide } from '../../../deploy/native/debian.ts'
import { find } from '../../support/find.ts'

/** Where a Chromium for the tests is: CHROME_PATH, a usual place, or Debian's package. Undefined where there is none. */
export async function findChromium(): Promise<string | undefined> {
  const need = 'There is no Chromium, nor does CHROME_PATH name one'
  const isThere = async () => installed() !== undefined
  return (await find('the browser', () => provide(need, ['chromium'], isThere))) ? installed() : undefined
}

const installed = () =>
  [process.env.CHROME_PATH, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
    (path) => path !== undefined && existsSync(path),
  )
