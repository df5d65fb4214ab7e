import { migrate, roleOf } from '../../db/migrate.ts'
import { required } from '../config.ts'
import { kafkaAddress } from '../platform/kafka/kafka-address.ts'
import type { Run } from './command.ts'
import { withSettings } from './with-shop.ts'

export const migrateShop: Run = (_args, env) =>
  withSettings(env, async (config) => {
    const ownerUrl = required(config, 'databaseOwnerUrl', 'DATABASE_OWNER_URL')
    const appRole = roleOf(required(config, 'databaseUrl', 'DATABASE_URL'))
    const applied = await migrate({ ownerUrl, appRole, currency: config.currency })
    console.log(applied.length === 0 ? 'The database is up to date.' : `Applied ${applied.join(', ')}.`)
    if (!config.kafkaBrokers) return
    const { prepareTopics } = await import('../platform/kafka/topics.ts')
    const done = await prepareTopics(kafkaAddress(config))
    console.log(done.length === 0 ? 'The topics are up to date.' : done.join('\n'))
  })
