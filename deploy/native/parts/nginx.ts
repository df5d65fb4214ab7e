import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../../../server/config.ts'
import { reachableByOthers } from '../../../server/platform/postgres-binaries.ts'
import { rotate } from '../../../server/platform/rotate.ts'
import { isWell } from '../../is-well.ts'
import { fileOfNode } from '../../nginx/nodes.ts'
import { brotliModules, nginxCommand } from '../../nginx/provide.ts'
import { type NginxOptions, renderNginxConfig } from '../../nginx/render-config.ts'
import type { Part } from '../part.ts'
import type { Plan } from '../plan.ts'
import { logOf, partFolder } from '../supervisor-config.ts'

/** The front door. Its master takes new certificates by SIGHUP. */
export function nginxPart(dataDir: string, options: NginxOptions, needs: string[]): Part {
  rotate(options.accessLog, 50_000_000)
  mkdirSync(options.tempDir, { recursive: true })
  writeFileSync(configFile(dataDir), renderNginxConfig(options))
  // What a deploy that was cut short has taken out is in again.
  if (options.outDir !== undefined) takeOut(options.outDir)
  const host = options.host === '0.0.0.0' ? '127.0.0.1' : options.host
  return {
    name: 'nginx',
    port: options.tls?.port ?? options.port,
    needs,
    command: [nginxCommand, '-e', options.errorLog, '-c', configFile(dataDir)],
    // With TLS this leads on to PUBLIC_URL, which may be anywhere; that it answers at all is enough.
    ready: () => isWell(`http://${host}:${options.port}/healthz`, { redirect: 'manual' }),
    stopSignal: 'QUIT',
    stopWithinS: 10,
  }
}

export function nginxOptions({ nodes, tls, given }: Plan, config: Config): NginxOptions {
  const folder = partFolder(config.dataDir, 'nginx')
  mkdirSync(folder, { recursive: true })
  // Started by root, its workers give the rights up, unless what they need lies in a folder that is closed to others.
  const open = [config.uploadsDir, folder].every((dir) => reachableByOthers(join(dir, 'any')))
  return {
    host: given.host,
    port: given.port,
    tls,
    publicUrl: config.publicUrl,
    nodes: nodes.map(({ port }) => ({ host: '127.0.0.1', port })),
    outDir: nodes.length > 1 ? join(folder, 'out') : undefined,
    spreadFile: nodes.length > 1 ? join(folder, 'spread') : undefined,
    webRoot: config.webDir,
    uploadsDir: config.uploadsDir,
    trustedProxies: config.trustedProxies,
    rateLimitFactor: config.rateLimitFactor,
    maxRequestsInFlight: config.maxRequestsInFlight,
    brotliModules: brotliModules(),
    user: process.getuid?.() === 0 ? (open ? 'www-data' : 'root') : undefined,
    pidFile: join(folder, 'nginx.pid'),
    accessLog: logOf(config.dataDir, 'access'),
    errorLog: logOf(config.dataDir, 'nginx-errors'),
    tempDir: join(folder, 'temp'),
  }
}

/** Has nginx give no request to the node on this port, or to each of them again. */
export function takeOut(outDir: string, port?: number): void {
  rmSync(outDir, { recursive: true, force: true })
  mkdirSync(outDir)
  if (port !== undefined) writeFileSync(fileOfNode(outDir, { host: '127.0.0.1', port }), '')
}

const configFile = (dataDir: string) => join(partFolder(dataDir, 'nginx'), 'nginx.conf')
