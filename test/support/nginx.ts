import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { type AddressInfo, connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { brotliModules, nginxCommand, provideNginx } from '../../deploy/nginx/provide.ts'
import { type NginxOptions, renderNginxConfig } from '../../deploy/nginx/render-config.ts'
import { freePort } from '../../server/platform/free-port.ts'
import { endProcess } from './end-process.ts'
import { find } from './find.ts'
import type { TestShop } from './shop.ts'

export const findNginx = () => find('nginx', provideNginx)

/** An nginx of the test's own, in a folder that goes with it; `files` are those of a web app. */
export async function startNginx(
  options: Partial<NginxOptions> & Pick<NginxOptions, 'nodes'>,
  files: Record<string, string> = webApp,
) {
  const dir = await mkdtemp(join(tmpdir(), 'tradewind-nginx-'))
  const path = (name: string) => join(dir, name)
  for (const name of ['web/assets', 'uploads', 'temp']) mkdirSync(path(name), { recursive: true })
  for (const [name, content] of Object.entries(files)) writeFileSync(path(`web/${name}`), content)
  const port = options.port ?? (await freePort())
  const defaults = {
    host: '127.0.0.1',
    port,
    publicUrl: `http://localhost:${port}`,
    webRoot: path('web'),
    uploadsDir: path('uploads'),
    rateLimitFactor: 1000,
    maxRequestsInFlight: 500,
    brotliModules: brotliModules(),
    user: process.getuid?.() === 0 ? 'root' : undefined,
    workers: 1,
    pidFile: path('nginx.pid'),
    accessLog: path('access.log'),
    errorLog: path('error.log'),
    tempDir: path('temp'),
  }
  let used: NginxOptions = { ...defaults, ...options }
  const write = () => writeFileSync(path('nginx.conf'), renderNginxConfig(used))
  const start = async () => {
    write()
    const started = spawn(nginxCommand, ['-e', path('error.log'), '-c', path('nginx.conf')], {
      stdio: 'ignore',
    })
    await untilOpen(port, () => started.exitCode !== null && readFileSync(path('error.log'), 'utf8'))
    return started
  }
  let child = await start()
  const workers = () =>
    readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').trim().split(' ').map(Number)
  return {
    port: used.tls?.port ?? port,
    httpPort: port,
    url: `http://127.0.0.1:${port}`,
    uploadsDir: used.uploadsDir,
    webRoot: used.webRoot,
    accessLog: used.accessLog,
    workers,
    /** Takes other options at once, as a deployment does: new workers for new connections, the old ones finish. */
    reload(changes: Partial<NginxOptions> = {}) {
      used = { ...used, ...changes }
      write()
      child.kill('SIGHUP')
    },
    /** Ends master and workers at once: workers outlive a master that is killed, and keep its port. */
    async kill() {
      const pids = workers()
      await endProcess(child, 'SIGKILL')
      for (const pid of pids) process.kill(pid, 'SIGKILL')
    },
    async restart() {
      child = await start()
    },
    /** The lines of the access log, one a request that is over. */
    log: () =>
      readFileSync(path('access.log'), 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Record<string, unknown>),
    async stop() {
      await endProcess(child)
      await rm(dir, { recursive: true, force: true })
    },
  }
}

/** For what comes about soon, on a machine that may be busy. */
export const patience = { timeout: 25_000 }

export type TestNginx = Awaited<ReturnType<typeof startNginx>>

/** Lets a node of a test's shop listen, and says where. */
export async function listen({ app }: Pick<TestShop, 'app'>) {
  await app.listen({ port: 0, host: '127.0.0.1' })
  return { host: '127.0.0.1', port: (app.server.address() as AddressInfo).port }
}

/** Files such as those of a built web app. */
export function writeWebApp(dir: string, more: Record<string, string | Buffer> = {}) {
  mkdirSync(join(dir, 'assets'), { recursive: true })
  for (const [name, content] of Object.entries({ ...webApp, ...more }))
    writeFileSync(join(dir, name), content)
}

const webApp = {
  'index.html':
    '<!doctype html><html><head><title>The web app</title><!--shop:head--></head><body><!--shop:body--></body></html>',
  'icon.svg': '<svg xmlns="http://www.w3.org/2000/svg"></svg>',
  'assets/main-abc123.js': 'export default "main"',
}

async function untilOpen(port: number, failed: () => string | false) {
  for (let tries = 0; ; tries++) {
    const socket = connect(port, '127.0.0.1')
    try {
      await once(socket, 'connect')
      return
    } catch {
      const why = failed() || (tries > 200 && 'it does not listen')
      if (why) throw new Error(`nginx did not start: ${why}`)
      await sleep(50)
    } finally {
      socket.destroy()
    }
  }
}
