import { restoreDatabase, restoreFiles } from '../backup/restore.ts'
import { loadConfig } from '../config.ts'
import { lockFolder } from '../platform/folder-lock.ts'
import { refusal } from '../platform/refusal.ts'
import { misused, type Run } from './command.ts'
import { withSettings } from './with-shop.ts'

export const restore: Run = async (args, env) => {
  const [folder] = args
  if (!folder) throw misused()
  const config = loadConfig(env)
  const lock = lockFolder(config.dataDir)
  if (!lock)
    throw refusal(`A shop is running in ${config.dataDir}: stop it, or set DATA_DIR to a new folder.`)
  try {
    await restoreFiles(config, folder)
    const { tables, madeAt } = await withSettings(env, (complete) => restoreDatabase(complete, folder))
    const rows = tables.reduce((sum, table) => sum + table.rows, 0)
    console.log(
      `${rows} rows as of ${madeAt}, pictures and secrets are back. "npm start" or "npm run stack", with DATA_DIR=${config.dataDir}, runs the shop.`,
    )
  } finally {
    lock.release()
  }
}
