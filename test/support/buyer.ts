import { signIn } from './people.ts'
import type { TestShop } from './shop.ts'

/** A signed-in customer who shops by HTTP, on the shop's first node or on another one. */
export async function buyer(shop: TestShop, app = shop.app) {
  const person = await signIn(shop)
  const { headers } = person
  const post = (path: string, body?: object, more: Record<string, string> = {}) =>
    app.inject({
      method: 'POST',
      url: `/products/${path}`,
      headers: { ...headers, ...more },
      ...(body && { body }),
    })
  const get = (path: string) => app.inject({ method: 'GET', url: `/products/${path}`, headers })
  return {
    ...person,
    get,
    post,
    cart: async () => (await get('cartitems')).json(),
    add: (productId: string, quantity = 1) => post('addtocart', { productId, quantity }),
    place: (body: object = {}, key?: string) =>
      post('placeorder', body, key === undefined ? {} : { 'idempotency-key': key }),
  }
}
