import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { exportProducts } from '../catalog/export-products.ts'
import { type Command, misused } from './command.ts'
import { withShop } from './with-shop.ts'

export const exportCatalogue: Command = {
  usage: 'export FILE.csv',
  summary: 'write every product as CSV, which import and Shopify understand',
  run: (args, env) =>
    withShop(env, async (context) => {
      const [file] = args
      if (!file) throw misused(exportCatalogue)
      await pipeline(exportProducts(context), createWriteStream(file, { flags: 'wx' }))
      console.log(`${file} holds every product.`)
    }),
}
