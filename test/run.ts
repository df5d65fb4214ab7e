import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * `npm test [-- vitest's arguments]`: runs the tests and closes with `N passed, N failed`, which is also left in
 * .cache/tests/summary.txt for a machine to read after npm's own words. `--embedded` leaves out what needs a server that
 * npm does not bring.
 */
const root = join(import.meta.dirname, '..')
const folder = join(root, '.cache', 'tests')
const report = join(folder, 'report.json')
rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })

const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
const asked = process.argv.slice(2)
const embedded = asked.includes('--embedded')
const rest = asked.filter((word) => word !== '--embedded')
const child = spawn(process.execPath, [vitest, 'run', ...reporters, ...rest], {
  cwd: root,
  env: { ...process.env, ...(embedded && { TEST_EMBEDDED: '1' }) },
  stdio: 'inherit',
})
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {})
const [code] = (await once(child, 'exit')) as [number | null]

const { passed, skipped, ...found } = counts()
// An error outside every test fails the run without a test to count.
const failed = found.failed || (code === 0 ? 0 : 1)
const summary = `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
writeFileSync(join(folder, 'summary.txt'), `${summary}\n`)
console.log(summary)
process.exitCode = failed > 0 || passed === 0 ? 1 : 0

/** A file that could not even be loaded has no tests to count: it is one failure itself. */
function counts(): { passed: number; failed: number; skipped: number } {
  try {
    const result = JSON.parse(readFileSync(report, 'utf8')) as Report
    const broken = result.testResults.filter(
      (file) => file.status === 'failed' && file.assertionResults.every(({ status }) => status !== 'failed'),
    )
    return {
      passed: result.numPassedTests,
      failed: result.numFailedTests + broken.length,
      skipped: result.numPendingTests,
    }
  } catch {
    return { passed: 0, failed: 1, skipped: 0 }
  }
}

type Report = {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  testResults: { status: string; assertionResults: { status: string }[] }[]
}
