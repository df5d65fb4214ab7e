import { backUp } from '../backup/back-up.ts'
import { type Command, misused } from './command.ts'
import { withSettings } from './with-shop.ts'

export const backup: Command = {
  usage: 'backup FOLDER',
  summary: 'write database, pictures and secrets into a new folder, while the shop goes on',
  run: (args, env) =>
    withSettings(env, async (config) => {
      const [folder] = args
      if (!folder) throw misused(backup)
      const { tables, pictures } = await backUp(config, folder)
      const rows = tables.reduce((sum, table) => sum + table.rows, 0)
      console.log(
        `${folder} holds ${rows} rows of ${tables.length} tables, ${pictures} picture files and the secrets: keep it as safe as those.`,
      )
    }),
}
