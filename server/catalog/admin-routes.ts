import { Product } from '../../contracts/catalog.ts'
import {
  ChangeProduct,
  ChangeStock,
  IfMatch,
  ImageParams,
  StockLevel,
} from '../../contracts/catalog-admin.ts'
import { IdParams, Nothing } from '../../contracts/common.ts'
import { problems } from '../../contracts/errors.ts'
import type { Context } from '../context.ts'
import type { App } from '../http.ts'
import { idOrNotFound } from '../platform/ids.ts'
import { actor } from './actor.ts'
import { archiveProduct } from './archive-product.ts'
import { changeProduct } from './change-product.ts'
import { changeStock } from './change-stock.ts'
import { exportProducts } from './export-products.ts'
import { formRoutes } from './form-routes.ts'
import { versionFrom } from './if-match.ts'
import { removeImage } from './remove-image.ts'

/** What an admin does to the catalogue. */
export function catalogAdminRoutes(app: App, context: Context) {
  const { db } = context
  const config = { access: 'admin' } as const
  const tags = ['Catalogue, admin']

  formRoutes(app, context)

  app.patch(
    '/products/:id',
    {
      config,
      schema: {
        tags,
        summary: 'Change a product',
        description: 'If-Match carries the version that was changed, so that nobody else’s change is lost.',
        params: IdParams,
        headers: IfMatch,
        body: ChangeProduct,
        response: { 200: Product, ...problems(400, 401, 403, 404, 409, 428, 503) },
      },
    },
    async (request) => {
      const version = versionFrom(request.headers['if-match'])
      const id = idOrNotFound(request.params.id)
      return changeProduct(context, { id, version, changes: request.body }, actor(request))
    },
  )

  app.delete(
    '/products/:id',
    {
      config,
      schema: {
        tags,
        summary: 'Take a product out of the shop',
        description: 'It is archived: orders keep their lines.',
        params: IdParams,
        headers: IfMatch,
        response: { 204: Nothing, ...problems(400, 401, 403, 404, 409, 428, 503) },
      },
    },
    async (request, reply) => {
      const version = versionFrom(request.headers['if-match'])
      await archiveProduct(context, { id: idOrNotFound(request.params.id), version }, actor(request))
      return reply.code(204).send(null)
    },
  )

  app.post(
    '/products/:id/stock',
    {
      config,
      schema: {
        tags,
        summary: "Add to a product's stock, or take from it",
        params: IdParams,
        body: ChangeStock,
        response: { 200: StockLevel, ...problems(400, 401, 403, 404, 409, 503) },
      },
    },
    async (request) => ({
      stock: await changeStock(db, idOrNotFound(request.params.id), request.body, actor(request)),
    }),
  )

  app.delete(
    '/products/:id/images/:imageId',
    {
      config,
      schema: {
        tags,
        summary: 'Take a picture off a product',
        params: ImageParams,
        response: { 200: Product, ...problems(400, 401, 403, 404, 503) },
      },
    },
    async (request) => {
      const id = idOrNotFound(request.params.id)
      return removeImage(context, { id, imageId: idOrNotFound(request.params.imageId) }, actor(request))
    },
  )

  app.get(
    '/products/export',
    {
      config,
      schema: {
        tags,
        summary: 'Export all products as CSV',
        description:
          'With the columns of a Shopify product export. Importing the file again changes nothing.',
        response: { 200: csvFile, ...problems(401, 403, 503) },
      },
    },
    (_request, reply) =>
      reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', 'attachment; filename="products.csv"')
        .send(exportProducts(context)),
  )
}

const csvFile = { description: 'The file', content: { 'text/csv': { schema: { type: 'string' } } } }
