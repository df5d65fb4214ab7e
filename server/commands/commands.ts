import { admin } from './admin.ts'
import { backup } from './backup.ts'
import type { Command } from './command.ts'
import { doctor } from './doctor.ts'
import { exportCatalogue } from './export.ts'
import { importCatalogue } from './import.ts'
import { migrateDatabase } from './migrate.ts'
import { replay } from './replay.ts'
import { restore } from './restore.ts'
import { seedCatalogue } from './seed.ts'
import { stats } from './stats.ts'

const help: Command = {
  usage: 'help',
  summary: 'what there is',
  run: async () => {
    const width = Math.max(...Object.values(commands).map(({ usage }) => usage.length))
    for (const { usage, summary } of Object.values(commands))
      console.log(`${usage.padEnd(width)}  ${summary}`)
  },
}

/** Everything that `npm run cli -- NAME` does, by name. */
export const commands: Record<string, Command> = {
  help,
  migrate: migrateDatabase,
  seed: seedCatalogue,
  admin,
  doctor,
  replay,
  stats,
  import: importCatalogue,
  export: exportCatalogue,
  backup,
  restore,
}
