import type { Received } from './send.ts'

/** What earlier answers told: ids, cursors and a version that mean something to the shop. */
export type Known = ReturnType<typeof createKnown>

export function createKnown() {
  const ids = new Map<string, string[]>()
  const cursors = new Map<string, string>()
  let version = '1'

  const keep = (collection: string, id: string) => {
    const list = ids.get(collection) ?? []
    if (!list.includes(id)) list.push(id)
    ids.set(collection, list.slice(-50))
  }

  return {
    /** One of the ids of a collection, such as "orders"; undefined while none is known. */
    id(collection: string, index: number) {
      const list = ids.get(collection) ?? []
      return list[index % list.length]
    },
    cursor: (path: string) => cursors.get(path),
    version: () => version,
    learn(path: string, { status, headers, body }: Received) {
      if (status >= 300 || !String(headers['content-type']).includes('json')) return
      const collection = collectionOf(path)
      for (const [, key, value] of body.matchAll(/"(id|productId|nextCursor)":"([^"\\]+)"/g)) {
        if (key === 'nextCursor') cursors.set(path, value as string)
        else keep(key === 'id' ? collection : 'products', value as string)
      }
      version = /"version":(\d+)/.exec(body)?.[1] ?? version
    },
  }
}

/** The collection that the ids in an operation's answer, or its last parameter, belong to. */
export function collectionOf(path: string) {
  const words = path.split('/').filter((word) => word !== '' && word[0] !== '{')
  const last = words.at(-1) ?? ''
  return madeBy[last] ?? last
}

const madeBy: Record<string, string> = {
  placeorder: 'orders',
  status: 'orders',
  cancellation: 'orders',
  addtocart: 'cartitems',
  merge: 'cartitems',
  'upload-product': 'products',
  stock: 'products',
  replay: 'events',
}
