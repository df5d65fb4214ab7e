import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import type { TestProject } from 'vitest/node'
import { findChromium } from './find-chromium.ts'

const root = join(import.meta.dirname, '..', '..', '..')

/** One Chromium for the run, and the web app as its sources are. */
export default async function setup(project: TestProject) {
  const executablePath = await findChromium()
  if (!executablePath) return project.provide('browser', '')
  rmSync(join(root, '.cache', 'screenshots'), { recursive: true, force: true })
  const build = spawnSync(process.execPath, [join(root, 'bin/run.mjs'), '--web'], { stdio: 'inherit' })
  if (build.status !== 0) throw new Error('The browser tests need the web app, which could not be built.')
  const server = await chromium.launchServer({ executablePath, args: quiet })
  project.provide('browser', server.wsEndpoint())
  return () => server.close()
}

/** No start page, no updates, no questions to its maker: it talks to the shop alone. */
const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
]

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the run's browser listens; empty where there is none. */
    browser: string
  }
}
