import { judge, median, type Result } from '../lib/result.ts'
import type { BenchShop } from '../lib/shop.ts'

const rounds = 5
const ordersPerRound = 40

/** One buyer on an idle shop: the time from sending placeorder to its answer, which waits for the durable commit. */
export async function order(shop: BenchShop): Promise<Result[]> {
  const call = await logIn(shop)
  const { items } = await call('GET', '/products?limit=100')
  const product = items.sort((a: { stock: number }, b: { stock: number }) => b.stock - a.stock)[0]
  await call('POST', `/products/${product.id}/stock`, { delta: 1000, reason: 'restock' })
  const medians: number[] = []
  for (let round = 0; round <= rounds; round++) {
    const times: number[] = []
    for (let i = 0; i < ordersPerRound; i++) {
      await call('POST', '/products/addtocart', { productId: product.id })
      const begun = performance.now()
      await call('POST', '/products/placeorder', {}, { 'idempotency-key': `bench ${round} ${i}` })
      times.push(performance.now() - begun)
    }
    // The first round warms up.
    if (round > 0) medians.push(median(times))
  }
  return [judge('order', 'p50 of placing an order on an idle shop', medians, { below: 15, unit: ' ms' })]
}

async function logIn(shop: BenchShop) {
  const call = async (
    method: string,
    path: string,
    body?: object,
    headers: Record<string, string> = {},
    token = '',
  ) => {
    const answer = await fetch(shop.url + path, {
      method,
      headers: {
        ...headers,
        ...(token && { authorization: `Bearer ${token}` }),
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`)
    return JSON.parse(text)
  }
  const { token } = await call('POST', '/api/userLogin', {
    email: shop.adminEmail,
    password: shop.adminPassword,
  })
  return (method: string, path: string, body?: object, headers?: Record<string, string>) =>
    call(method, path, body, headers, token)
}
