import { migrateShop } from './commands/migrate.ts'

// `npm run migrate`: brings the database and, where KAFKA_BROKERS is set, the topics up to date, then ends.
try {
  await migrateShop([], process.env)
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
}
