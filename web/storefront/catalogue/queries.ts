import { productsPerPage } from '../../../contracts/pages.ts'
import { query } from '../../api/query.ts'
import type { Routes } from '../../api/schema.ts'

// The first answers of a page come with it, by the addresses of contracts/pages.ts: these have to be the same.
export const categoriesQuery = () => query('public', 'GET /products/categories')

export const productQuery = (slug: string) => query('public', 'GET /products/{id}', { params: { id: slug } })

export const productsQuery = ({ category, sort, q, cursor }: ProductList) =>
  query('public', 'GET /products', { query: { limit: productsPerPage, category, sort, q, cursor } })

export const suggestionsQuery = (q: string) => query('public', 'GET /products/suggestions', { query: { q } })

export type ProductList = { category?: string; sort?: Sort; q?: string; cursor?: string }
export type Sort = NonNullable<NonNullable<Routes['GET /products']['input']['query']>['sort']>
