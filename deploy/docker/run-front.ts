import { spawn } from 'node:child_process'
import { lookup } from 'node:dns/promises'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { loadConfig, reader } from '../../server/config.ts'
import { createLog } from '../../server/platform/log.ts'
import { startLoop } from '../../server/platform/loop.ts'
import { brotliModules, nginxCommand } from '../nginx/provide.ts'
import { type NginxOptions, renderNginxConfig } from '../nginx/render-config.ts'
import { watchGathering } from '../nginx/watch-gathering.ts'

/**
 * nginx in front of as many nodes as the name in NODES (host:port) has addresses. Docker's DNS lists the replicas that
 * run; whenever they are others than before, nginx takes the new list without losing a request.
 */
export async function runFront(env: NodeJS.ProcessEnv, addressesOf = replicas): Promise<Front> {
  const read = reader(env)
  const [host = '', port] = read.match('NODES', /^[\w.-]+:\d+$/, 'host:port').split(':')
  const folder = resolve(read.text('FRONT_DIR', '/tmp/front'))
  const configFile = join(folder, 'nginx.conf')
  mkdirSync(join(folder, 'temp'), { recursive: true })
  const log = createLog({ level: 'info', name: 'front' })
  let nodes: NginxOptions['nodes'] = []
  /** Writes the configuration anew. Answers whether it is another. */
  const look = async () => {
    const known = nodes.map((node) => node.host)
    const found = (await addressesOf(host)).toSorted()
    if (found.length === 0 || found.join() === known.join()) return false
    nodes = found.map((address) => ({ host: address, port: Number(port) }))
    writeFileSync(
      configFile,
      renderNginxConfig({ ...settings(env, folder), nodes, spreadFile: spreadFileIn(folder) }),
    )
    log.info({ nodes: found }, 'the nodes that run')
    return true
  }
  await look()
  const nginx = spawn(nginxCommand, ['-e', 'stderr', '-c', configFile], { stdio: 'inherit' })
  const ended = once(nginx, 'exit')
  const watch = startLoop({
    name: 'the look for nodes',
    log,
    async work() {
      if (await look()) nginx.kill('SIGHUP')
      return 1_000
    },
  })
  const gathering = watchGathering({ nodes: () => nodes, spreadFile: spreadFileIn(folder), log })
  return {
    ended: ended.then(async ([code]) => {
      await Promise.all([watch.close(), gathering.close()])
      return (code as number | null) ?? 1
    }),
    /** Requests in flight are still answered. */
    stop: () => nginx.kill('SIGQUIT'),
  }
}

function settings(env: NodeJS.ProcessEnv, folder: string): Omit<NginxOptions, 'nodes'> {
  const read = reader(env)
  const config = loadConfig(env)
  const { host, port, publicUrl, webDir, uploadsDir, trustedProxies, rateLimitFactor } = config
  return {
    host,
    port,
    publicUrl,
    webRoot: webDir,
    uploadsDir,
    trustedProxies,
    rateLimitFactor,
    maxRequestsInFlight: config.maxRequestsInFlight,
    tls: read.optional('TLS_DIR', (name) => ({
      certificate: join(read.text(name), 'fullchain.pem'),
      key: join(read.text(name), 'privkey.pem'),
      port: read.port('TLS_PORT', 8443),
    })),
    brotliModules: brotliModules(),
    pidFile: join(folder, 'nginx.pid'),
    accessLog: read.text('ACCESS_LOG', '/dev/stdout'),
    errorLog: 'stderr',
    tempDir: join(folder, 'temp'),
  }
}

const spreadFileIn = (folder: string) => join(folder, 'spread')

const replicas = async (host: string) =>
  (await lookup(host, { all: true, family: 4 })).map(({ address }) => address)

export type Front = { ended: Promise<number>; stop(): void }
