import type { Command, Run } from './command.ts'

const help: Run = async () => {
  const width = Math.max(...Object.values(commands).map(({ usage }) => usage.length))
  for (const { usage, summary } of Object.values(commands)) console.log(`${usage.padEnd(width)}  ${summary}`)
}

/** Everything that `npm run cli -- NAME` does, by name. */
export const commands: Record<string, Command> = {
  help: { usage: 'help', summary: 'what there is', load: async () => help },
  migrate: {
    usage: 'migrate',
    summary: "bring the database up to date, as DATABASE_OWNER_URL's role, and Kafka's topics",
    load: async () => (await import('./migrate.ts')).migrateShop,
  },
  seed: {
    usage: 'seed',
    summary: 'fill an empty shop with the demo catalogue; any other is left as it is',
    load: async () => (await import('./seed.ts')).seedCatalogue,
  },
  admin: {
    usage: 'admin create EMAIL [NAME] | admin promote EMAIL | admin demote EMAIL',
    summary: 'make an admin with a new password, or change the role of a user',
    load: async () => (await import('./admin.ts')).admin,
  },
  doctor: {
    usage: 'doctor',
    summary: 'look at every setting and part, and say what to do',
    load: async () => (await import('./doctor.ts')).doctor,
  },
  replay: {
    usage: 'replay ID | all | list',
    summary: 'give dead letters once more to the consumer that gave them up, or list them',
    load: async () => (await import('./replay.ts')).replay,
  },
  stats: {
    usage: 'stats rebuild',
    summary: 'make every figure under /stats anew from the orders, while the shop goes on',
    load: async () => (await import('./stats.ts')).stats,
  },
  import: {
    usage: 'import FILE.csv [--dry-run] [--set-stock]',
    summary: 'bring products in from CSV, a Shopify export too; each row is reported',
    load: async () => (await import('./import.ts')).importCatalogue,
  },
  export: {
    usage: 'export FILE.csv',
    summary: 'write every product as CSV, which import and Shopify understand',
    load: async () => (await import('./export.ts')).exportCatalogue,
  },
  backup: {
    usage: 'backup FOLDER',
    summary: 'write database, pictures and secrets into a new folder, while the shop goes on',
    load: async () => (await import('./backup.ts')).backup,
  },
  restore: {
    usage: 'restore FOLDER',
    summary:
      'make a shop from a backup, in an empty DATA_DIR (or on an empty database); also the way to another PostgreSQL major',
    load: async () => (await import('./restore.ts')).restore,
  },
}
