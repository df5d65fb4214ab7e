import { query, queryClient } from '../../api/query.ts'

export const listSorts = ['newest', 'price', '-price', 'name'] as const

export const categoriesQuery = () => query('public', 'GET /products/categories')

export const productListQuery = (list: ProductList) =>
  query('public', 'GET /products', { query: { limit: 50, ...list } })

export const lowStockListQuery = (cursor: string | undefined) =>
  query('own', 'GET /stats/low-stock', { query: { limit: 50, cursor } })

/** A product to change: read whenever its form is opened, and not again under what is typed there. */
export const editedProductQuery = (id: string) => ({
  ...query('own', 'GET /products/{id}', { params: { id } }),
  gcTime: 0,
  staleTime: Number.POSITIVE_INFINITY,
})

/** After any change of products: the shop's pages and the admin's lists look again. */
export const catalogueChanged = () => queryClient.invalidateQueries()

/**
 * Puts a stock that the server has just told into the lists on show. They are not asked again at once: what they say of
 * stock may lag by a second, and would take it back.
 */
export function stockChanged(id: string, stock: number) {
  queryClient.setQueriesData<{ items: StockRow[] }>(
    { predicate: ({ queryKey: [, url] }) => /^\/(products|stats\/low-stock)\?/.test(String(url)) },
    (list) =>
      list && {
        ...list,
        items: list.items.map((row) => ((row.productId ?? row.id) === id ? { ...row, stock } : row)),
      },
  )
  void queryClient.invalidateQueries({ refetchType: 'none' })
}

type ProductList = {
  q?: string | undefined
  category?: string | undefined
  sort?: (typeof listSorts)[number] | undefined
  cursor?: string | undefined
}
type StockRow = { id?: string; productId?: string; stock: number }
