import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { refusal } from '../platform/refusal.ts'

/** What a backup holds; written last, so that a folder with one is whole. */
export type Manifest = {
  format: 1
  madeAt: string
  postgres: string
  currency: string
  /** The last migration that the tables had. */
  migration: string
  /** Rows by table, in an order in which they can be loaded. */
  tables: { name: string; rows: number }[]
  sequences: Record<string, string>
  pictures: number
}

export const manifestFile = 'manifest.json'
export const tableFile = (table: string): string => join('tables', `${table}.copy.gz`)

/** @throws a refusal for a folder that holds no whole backup. */
export async function readManifest(folder: string): Promise<Manifest> {
  const text = await readFile(join(folder, manifestFile), 'utf8').catch(() => {
    throw refusal(
      `${folder} holds no whole backup (there is no ${manifestFile} in it): name the folder that "backup" made.`,
    )
  })
  const manifest = JSON.parse(text) as Manifest
  if (manifest.format !== 1)
    throw refusal(`${folder} was made by a newer version of the shop: restore it with that one.`)
  return manifest
}
