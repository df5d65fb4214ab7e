import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Admin } from '@platformatic/kafka'
import { refusal } from '../../../server/platform/refusal.ts'
import { run } from '../debian.ts'

/**
 * What to run for a broker of its own on loopback, whose data is under `dataDir`: a folder that is formatted here when
 * it is new. `jars` is what `provideKafka` answered. It is ready when `brokerAnswers`, and SIGTERM stops it in order.
 */
export async function prepareBroker({
  jars,
  dataDir,
  port,
  controllerPort,
  advertisedPort = port,
}: BrokerOptions): Promise<Command> {
  const logDir = join(dataDir, 'log')
  const properties = join(dataDir, 'server.properties')
  const classes = ['-cp', join(jars, '*')]
  await mkdir(dataDir, { recursive: true })
  const template = await readFile(join(import.meta.dirname, 'server.properties'), 'utf8')
  const values: Record<string, string | number> = { port, controllerPort, advertisedPort, logDir }
  await writeFile(
    properties,
    template.replaceAll(/\{(\w+)\}/g, (_, name) => String(values[name])),
  )
  if (!existsSync(join(logDir, 'meta.properties'))) await format(classes, properties, logDir)
  return {
    command: 'java',
    args: [
      ...['-Xms256m', '-Xmx512m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'],
      `-Dlog4j2.configurationFile=${join(import.meta.dirname, 'log4j2.xml')}`,
      ...classes,
      'kafka.Kafka',
      properties,
    ],
    env: {},
  }
}

/** Whether the broker answers a request; that its port is open says less. */
export async function brokerAnswers(port: number): Promise<boolean> {
  const admin = new Admin({
    clientId: 'tradewind-probe',
    bootstrapBrokers: [`127.0.0.1:${port}`],
    retries: 0,
    connectTimeout: 2_000,
    requestTimeout: 5_000,
  })
  try {
    await admin.listTopics()
    return true
  } catch {
    return false
  } finally {
    await admin.close().catch(() => {})
  }
}

/** A format that was cut short leaves a folder that is neither new nor whole: it starts anew. */
async function format(classes: string[], properties: string, logDir: string) {
  await rm(logDir, { recursive: true, force: true })
  const tool = ['kafka.tools.StorageTool', 'format', '-t', clusterId(), '-c', properties]
  const { code, said } = await run('java', ['-Xmx128m', ...classes, ...tool])
  if (code !== 0) throw refusal(`Kafka could not format ${logDir}: ${said.trim().slice(-500)}`)
}

/** 16 bytes in base64url that do not begin like an option of the command line. */
function clusterId() {
  const bytes = randomBytes(16)
  bytes[0] = (bytes[0] as number) & 0x7f
  return bytes.toString('base64url')
}

export type BrokerOptions = {
  jars: string
  dataDir: string
  port: number
  controllerPort: number
  /** Where clients are told to find it: a proxy's port, in tests of faults. */
  advertisedPort?: number
}
export type Command = { command: string; args: string[]; env: Record<string, string> }
