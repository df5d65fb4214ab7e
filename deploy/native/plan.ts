import { resolve } from 'node:path'
import { type Config, loadConfig, reader } from '../../server/config.ts'
import { freePort } from '../../server/platform/free-port.ts'

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
  const workers = Array.from({ length: read.integer('STACK_WORKERS', 1, 1, 64) }, (_, index) => index)
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
    workers: workers.map((index) => ({
      name: `worker-${index}`,
      metricsPort: metricsPort(nodes.length + index),
    })),
    nginxMetricsPort: metricsPort(nodes.length + workers.length),
    postgresPort: await portOf('POSTGRES_PORT', given.databaseUrl),
    redisPort: await portOf('REDIS_PORT', given.redisUrl),
    kafkaPort: await portOf('KAFKA_PORT', given.kafkaBrokers),
    smtpPort: given.smtpUrl ? undefined : await freePort(),
  }
}

export type Plan = {
  given: Config
  /** Where there is a certificate, with its names of Let's Encrypt. */
  tls: { certificate: string; key: string; port: number } | undefined
  nodes: Node[]
  workers: { name: string; metricsPort: number | undefined }[]
  nginxMetricsPort: number | undefined
  postgresPort: number | undefined
  redisPort: number | undefined
  kafkaPort: number | undefined
  smtpPort: number | undefined
}

export type Node = { name: string; port: number; metricsPort: number | undefined }
