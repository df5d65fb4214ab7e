import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

// `npm run ci`: what a change must pass. Each step says what it is; the first that fails ends it.
const root = join(import.meta.dirname, '..')
const bin = (name: string) => join(root, 'node_modules/.bin', name)
const node = (script: string) => [process.execPath, join(root, script)]

const steps: [what: string, command: string[]][] = [
  ['format and lint', [bin('biome'), 'check', '.']],
  ['types', [bin('tsc'), '-b']],
  ['dead code', [bin('knip')]],
  ['walls between the domains', node('scripts/check-walls.ts')],
  ['what the papers name', node('scripts/check-papers.ts')],
  ['OpenAPI drift', [...node('scripts/openapi.ts'), '--check']],
  ['the web app builds', [bin('vite'), 'build', 'web']],
  ['size of the web app', node('scripts/web-size.ts')],
  ['tests, schema drift among them', node('test/run.ts')],
]

for (const [what, command] of steps) {
  const begun = performance.now()
  const { status } = spawnSync(command[0] as string, command.slice(1), { cwd: root, stdio: 'inherit' })
  const seconds = ((performance.now() - begun) / 1000).toFixed(1)
  console.log(`${status === 0 ? 'passed' : 'FAILED'}: ${what} (${seconds} s)`)
  if (status !== 0) process.exit(1)
}
audit()

/** Known weaknesses in what the shop runs on; a registry that offers no audit is said, not failed. */
function audit() {
  const { status, stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json'], {
    cwd: root,
    encoding: 'utf8',
  })
  const report = JSON.parse(stdout || '{}') as { metadata?: { vulnerabilities: Record<string, number> } }
  if (!report.metadata) return console.log('left out: npm audit, which this registry does not offer')
  console.log(
    `${status === 0 ? 'passed' : 'FAILED'}: npm audit ${JSON.stringify(report.metadata.vulnerabilities)}`,
  )
  if (status !== 0) process.exitCode = 1
}
