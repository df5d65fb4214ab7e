import { createReadStream } from 'node:fs'
import { parseArgs } from 'node:util'
import { importProducts } from '../catalog/import-products.ts'
import { misused, type Run } from './command.ts'
import { withShop } from './with-shop.ts'

export const importCatalogue: Run = async (args, env) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { 'dry-run': { type: 'boolean' }, 'set-stock': { type: 'boolean' } },
  })
  const [file] = positionals
  if (!file) throw misused()
  await withShop(env, async (context) => {
    const options = { dryRun: values['dry-run'] ?? false, setStock: values['set-stock'] ?? false }
    const by = { actorId: null, requestId: 'command line' }
    const { created, updated, failed, rows } = await importProducts(
      context,
      createReadStream(file),
      options,
      by,
    )
    for (const { row, errors = [] } of rows)
      for (const { path, message } of errors) console.log(`row ${row}: ${path} ${message}`)
    console.log(
      `${created} created, ${updated} updated, ${failed} failed${options.dryRun ? ': a dry run, nothing was changed' : ''}`,
    )
  })
}
