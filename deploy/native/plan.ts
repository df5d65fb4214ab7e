import { resolve } from 'node:path'
import { type Config, loadConfig, reader } from '../../server/config.ts'
import { freePort } from '../../server/platform/free-port.ts'
import { refusal } from '../../server/platform/refusal.ts'

/** What is to run and where, of the settings. A server that a setting names is not started. */
export async function planStack(env: NodeJS.ProcessEnv): Promise<Plan> {
  const read = reader(env)
  const tls = read.optional('TLS_DIR', (name) => ({
    certificate: resolve(read.text(name), 'fullchain.pem'),
    key: resolve(read.text(name), 'privkey.pem'),
    port: read.port('TLS_PORT', 8443),
  }))
  const defaults = { DATA_DIR: '.data/stack', ...(tls && { PUBLIC_URL: `https://localhost:${tls.port}` }) }
  const given = loadConfig({ ...defaults, ...env })
  const portOf = async (setting: string, isGiven: unknown) =>
    isGiven ? undefined : read.port(setting, await freePort())
  const nodesPort = read.port('NODES_PORT', 5000)
  const nodes = Array.from({ length: read.integer('STACK_NODES', 4, 1, 64) }, (_, index) => index)
  const workers = await workersOf(read)
  const metricsPort = (index: number) =>
    given.metricsPort === undefined ? undefined : given.metricsPort + index
  return {
    given,
    tls,
    nodes: nodes.map((index) => ({
      name: `api-${index}`,
      port: nodesPort + index,
      metricsPort: metricsPort(index),
    })),
    workers: workers.map((does, index) => ({
      name: `worker-${index}`,
      does,
      metricsPort: metricsPort(nodes.length + index),
    })),
    nginxMetricsPort: metricsPort(nodes.length + workers.length),
    postgresPort: await portOf('POSTGRES_PORT', given.databaseUrl),
    redisPort: await portOf('REDIS_PORT', given.redisUrl),
    kafkaPort: await portOf('KAFKA_PORT', given.kafkaBrokers),
    smtpPort: given.smtpUrl ? undefined : await freePort(),
  }
}

/** What each worker does: so many times everything, or what is told of each, such as `relay+stats,email+mails`. */
async function workersOf(read: ReturnType<typeof reader>): Promise<string[][]> {
  if (/^\d*$/.test(read.text('STACK_WORKERS', '1')))
    return Array.from({ length: read.integer('STACK_WORKERS', 1, 1, 64) }, () => [])
  // Only here, as it brings all that a worker is made of.
  const { workerParts } = await import('../../server/worker-parts.ts')
  const workers = read.list('STACK_WORKERS').map((parts) => parts.split('+'))
  const asked = new Set(workers.flat())
  const absent = workerParts.filter((part) => !asked.delete(part))
  if (asked.size > 0 || absent.length > 0)
    throw refusal(
      `STACK_WORKERS ${asked.size > 0 ? `names ${[...asked].join(', ')}, which is no part of a worker` : `has nobody for ${absent.join(', ')}`}: give each part to one (${workerParts.join('+')}; several workers separated by commas), or a number of workers that share everything`,
    )
  return workers
}

export type Plan = {
  given: Config
  /** Where there is a certificate, with its names of Let's Encrypt. */
  tls: { certificate: string; key: string; port: number } | undefined
  nodes: Node[]
  workers: Worker[]
  nginxMetricsPort: number | undefined
  postgresPort: number | undefined
  redisPort: number | undefined
  kafkaPort: number | undefined
  smtpPort: number | undefined
}

export type Node = { name: string; port: number; metricsPort: number | undefined }
export type Worker = { name: string; does: string[]; metricsPort: number | undefined }
