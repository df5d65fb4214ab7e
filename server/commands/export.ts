import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { exportProducts } from '../catalog/export-products.ts'
import { misused, type Run } from './command.ts'
import { withShop } from './with-shop.ts'

export const exportCatalogue: Run = async (args, env) => {
  const [file] = args
  if (!file) throw misused()
  await withShop(env, async (context) => {
    await pipeline(exportProducts(context), createWriteStream(file, { flags: 'wx' }))
    console.log(`${file} holds every product.`)
  })
}
