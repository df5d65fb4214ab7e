import { debianPostgres } from '../../server/platform/postgres-installed.ts'
import { provideNginx } from '../nginx/provide.ts'
import { provide, works } from './debian.ts'
import { provideKafka } from './kafka/jars.ts'
import type { Plan } from './plan.ts'

/**
 * Brings the servers of the stack that are not there yet: Debian's packages, and Kafka's jars.
 * @throws a refusal that tells what to install where that is not allowed.
 */
export async function provideServers(plan?: Plan): Promise<void> {
  const given = plan?.given
  await provide('The stack needs supervisord', ['supervisor'], () => works('supervisord', '--version'))
  if (!given?.databaseUrl)
    await provide('The stack needs PostgreSQL', ['postgresql'], async () => debianPostgres().length > 0)
  if (!given?.redisUrl) await provideRedis()
  await provideNginx()
  if (!given?.kafkaBrokers) await provideKafka()
}

export const provideRedis = () =>
  provide('There is no redis-server', ['redis-server'], () => works('redis-server', '--version'))
