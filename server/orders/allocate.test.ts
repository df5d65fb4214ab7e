import fc from 'fast-check'
import { expect, test } from 'vitest'
import { allocate, type LockedLine } from './allocate.ts'

const variants = ['a', 'b', 'c', 'd']
const stocks = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 4, maxLength: 4 })
const carts = fc.array(
  fc.record({
    quantities: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 4, maxLength: 4 }),
    expectedTotalMinor: fc.constantFrom(null, 1),
  }),
  { maxLength: 12 },
)

test('I4 stock goes out in order of arrival: never too much, and nobody is refused whose goods are there', () => {
  fc.assert(
    fc.property(stocks, carts, (stock, asked) => {
      const wanted = asked.map(({ expectedTotalMinor }, i) => ({ cartId: String(i), expectedTotalMinor }))
      const lines = new Map(asked.map(({ quantities }, i) => [String(i), cartLines(quantities, stock)]))
      const left = [...stock]
      for (const [i, decision] of allocate(wanted, lines).entries()) {
        const { quantities, expectedTotalMinor } = asked[i] as (typeof asked)[number]
        const total = quantities.reduce((sum, quantity, v) => sum + quantity * price(v), 0)
        const fits = quantities.every((quantity, v) => quantity <= (left[v] ?? 0))
        if (total === 0) expect(decision).toEqual({ refused: 'cart_empty' })
        else if (!fits) expect(decision).toMatchObject({ refused: 'out_of_stock' })
        else if (expectedTotalMinor !== null && expectedTotalMinor !== total)
          expect(decision).toEqual({ refused: 'price_changed', totalMinor: total })
        else {
          expect(decision).toMatchObject({ totalMinor: total })
          for (const [v, quantity] of quantities.entries()) left[v] = (left[v] ?? 0) - quantity
        }
      }
    }),
  )
})

const price = (variant: number) => 100 + variant

function cartLines(quantities: number[], stock: number[]): LockedLine[] {
  return quantities.flatMap((quantity, v) => {
    const variantId = variants[v] as string
    const line = {
      itemId: variantId,
      variantId,
      productId: variantId,
      name: variantId,
      unitPriceMinor: price(v),
    }
    return quantity === 0 ? [] : [{ ...line, quantity, available: stock[v] ?? 0 }]
  })
}
