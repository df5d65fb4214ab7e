import { expect, test, vi } from 'vitest'
import { maxQuantity } from '../../../contracts/cart-limits.ts'

vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => {} })
vi.stubGlobal('addEventListener', () => {})
const { withMore, withQuantity } = await import('./guest-cart.ts')
const { withWanted } = await import('./use-cart.ts')

const line = (productId: string, quantity: number, unitPrice = '2.50') => ({
  productId,
  name: productId,
  imageUrl: null,
  unitPrice,
  quantity,
  availability: 'in_stock' as const,
})

test('X9 what a guest adds twice adds up, at the newest price, and no further than a cart takes', () => {
  const lines = withMore(withMore([line('a', 1)], line('b', 1)), line('a', 2, '2.60'))
  expect(lines).toEqual([line('a', 3, '2.60'), line('b', 1)])
  expect(withMore([line('a', maxQuantity)], line('a', 1))[0]?.quantity).toBe(maxQuantity)
})

test('a quantity of nothing takes the line out', () => {
  expect(withQuantity([line('a', 1), line('b', 1)], 'a', 0)).toEqual([line('b', 1)])
  expect(withQuantity([line('a', 1)], 'a', 5)).toEqual([line('a', 5)])
})

test('a wish that is on its way is shown with what it will cost, and the answer is left as it is', () => {
  const item = { ...line('a', 1), id: '1', lineTotal: '2.50' }
  const other = { ...line('b', 2), id: '2', lineTotal: '5.00' }
  const shipping = { kind: 'shipping' as const, label: '', amount: '4.00' }
  const cart = {
    items: [item, other],
    itemsTotal: '7.50',
    adjustments: [shipping],
    totalAmount: '11.50',
    currency: 'USD',
  }
  const shown = withWanted(
    cart,
    new Map([
      ['1', 3],
      ['2', 0],
    ]),
  )
  expect(shown).toMatchObject({ itemsTotal: '7.50', totalAmount: '11.50' })
  expect(shown.items).toEqual([{ ...item, quantity: 3, lineTotal: '7.50' }])
  expect(cart.items[0]).toBe(item)
})
