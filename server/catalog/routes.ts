import {
  CategoryList,
  Product,
  ProductPage,
  ProductQuery,
  SuggestionList,
  SuggestionQuery,
} from '../../contracts/catalog.ts'
import { IdParams, Nothing } from '../../contracts/common.ts'
import { problems } from '../../contracts/errors.ts'
import type { Context } from '../context.ts'
import type { App } from '../http.ts'
import { sendAnswer } from '../http-cache.ts'
import { catalogAdminRoutes } from './admin-routes.ts'
import { listCategories } from './list-categories.ts'
import { listProducts } from './list-products.ts'
import { readProduct } from './read-product.ts'
import { suggestProducts } from './suggest-products.ts'

/** What is for sale. Everything here comes ready-made from the cache; stock may lag by a second. */
export function catalogRoutes(app: App, context: Context) {
  const shop = { db: context.catalogDb, readThrough: context.readThrough, currency: context.config.currency }
  const config = { access: 'public' } as const
  const tags = ['Catalogue']

  app.get(
    '/products',
    {
      config,
      schema: {
        tags,
        summary: 'List or search products',
        description:
          'A search finds words and beginnings of words, and puts slips of the keyboard right. By relevance the best come first; where more than 1,000 match, these are the best of the newest, and the rest follow by age.',
        querystring: ProductQuery,
        response: { 200: ProductPage, 304: Nothing, ...problems(400, 503) },
      },
    },
    (request, reply) => sendAnswer(request, reply, listProducts(shop, request.query)),
  )

  app.get(
    '/products/:id',
    {
      config,
      schema: {
        tags,
        summary: 'Show a product, by id or slug',
        params: IdParams,
        response: { 200: Product, 304: Nothing, ...problems(400, 404, 503) },
      },
    },
    (request, reply) => sendAnswer(request, reply, readProduct(shop, request.params.id)),
  )

  app.get(
    '/products/suggestions',
    {
      config,
      schema: {
        tags,
        summary: 'Suggest products while one types',
        querystring: SuggestionQuery,
        response: { 200: SuggestionList, 304: Nothing, ...problems(400, 503) },
      },
    },
    (request, reply) => sendAnswer(request, reply, suggestProducts(shop, request.query.q)),
  )

  app.get(
    '/products/categories',
    {
      config,
      schema: {
        tags,
        summary: 'List the categories',
        response: { 200: CategoryList, 304: Nothing, ...problems(503) },
      },
    },
    (request, reply) => sendAnswer(request, reply, listCategories(shop)),
  )

  app.register(async (admin: App) => {
    // Whoever changed a product sees the change at once, on this node.
    admin.addHook('onSend', async ({ method }, { statusCode }) => {
      if (method !== 'GET' && statusCode < 300) await context.catalogChanges.poll()
    })
    catalogAdminRoutes(admin, context)
  })
}
