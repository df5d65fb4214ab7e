import { debianPostgres } from '../../server/platform/postgres-installed.ts'
import { refusal } from '../../server/platform/refusal.ts'
import { provideNginx } from '../nginx/provide.ts'
import { installPackages, works } from './debian.ts'
import { provideKafka } from './kafka/jars.ts'
import type { Plan } from './plan.ts'

/**
 * Brings the servers of the stack that are not there yet: Debian's packages, and Kafka's jars.
 * @throws a refusal that tells what to install where that is not allowed.
 */
export async function provideServers(plan?: Plan): Promise<void> {
  const given = plan?.given
  await provide('supervisor', () => works('supervisord', '--version'))
  if (!given?.databaseUrl) await provide('postgresql', async () => debianPostgres().length > 0)
  if (!given?.redisUrl) await provide('redis-server', () => works('redis-server', '--version'))
  await provideNginx()
  if (!given?.kafkaBrokers) await provideKafka()
}

async function provide(name: string, isThere: () => Promise<boolean>) {
  if (await isThere()) return
  process.stderr.write(`Installing the Debian package ${name} ...\n`)
  if ((await installPackages(name)) && (await isThere())) return
  throw refusal(
    `The stack needs the Debian package ${name}, which could not be installed (that takes root, on Debian): run "apt-get install ${name}", then start again.`,
  )
}
