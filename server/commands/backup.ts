import { backUp } from '../backup/back-up.ts'
import { misused, type Run } from './command.ts'
import { withSettings } from './with-shop.ts'

export const backup: Run = async (args, env) => {
  const [folder] = args
  if (!folder) throw misused()
  await withSettings(env, async (config) => {
    const { tables, pictures } = await backUp(config, folder)
    const rows = tables.reduce((sum, table) => sum + table.rows, 0)
    console.log(
      `${folder} holds ${rows} rows of ${tables.length} tables, ${pictures} picture files and the secrets: keep it as safe as those.`,
    )
  })
}
