import { migrate, roleOf } from '../../db/migrate.ts'
import { required } from '../config.ts'
import type { Run } from './command.ts'
import { withSettings } from './with-shop.ts'

export const migrateDatabase: Run = (_args, env) =>
  withSettings(env, async (config) => {
    const ownerUrl = required(config, 'databaseOwnerUrl', 'DATABASE_OWNER_URL')
    const appRole = roleOf(required(config, 'databaseUrl', 'DATABASE_URL'))
    const applied = await migrate({ ownerUrl, appRole, currency: config.currency })
    console.log(applied.length === 0 ? 'The database is up to date.' : `Applied ${applied.join(', ')}.`)
  })
