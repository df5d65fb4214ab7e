import { expect, test, vi } from 'vitest'
import { categoriesAddress, productAddress, productsAddress } from '../../../contracts/pages.ts'

vi.stubGlobal('localStorage', { getItem: () => null })
const { categoriesQuery, productQuery, productsQuery } = await import('./queries.ts')

test('the first answers are asked for by the addresses under which they come with the page', () => {
  expect(categoriesQuery().queryKey).toEqual(['public', categoriesAddress])
  expect(productQuery('a b').queryKey).toEqual(['public', productAddress('a b')])
  for (const list of [
    {},
    { category: 'fruit' },
    { category: 'fruit', sort: '-price', q: 'ä b', cursor: 'x' },
  ] as const)
    expect(productsQuery(list).queryKey).toEqual(['public', productsAddress(list)])
})
