import { type PageData, pageDataId } from '../../contracts/pages.ts'
import type { Shop } from '../../contracts/shop.ts'
import { call } from './call.ts'
import { queryClient } from './query.ts'
import { signal } from './signal.ts'

/** The shop's name and currency; there before anything is drawn. */
export const shop = signal<Shop>({ name: '', currency: 'USD' })

/**
 * Takes what came with the page into the query cache, each answer by its address. A page that came without asks for the
 * shop.
 */
export async function takeFirstData() {
  const block = document.getElementById(pageDataId)?.textContent
  const { shop: known, responses = {} }: Partial<PageData> = block ? JSON.parse(block) : {}
  for (const [url, body] of Object.entries(responses)) queryClient.setQueryData(['public', url], body)
  shop.set(known ?? (await call('GET /api/shop')))
}
