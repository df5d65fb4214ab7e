import multipart from '@fastify/multipart'
import Type from 'typebox'
import { Product } from '../../contracts/catalog.ts'
import {
  AddImages,
  ImportFile,
  ImportQuery,
  ImportReport,
  ProductForm,
  UploadProduct,
} from '../../contracts/catalog-admin.ts'
import { maxPictureBytes, maxPictures } from '../../contracts/catalog-limits.ts'
import { IdParams } from '../../contracts/common.ts'
import { problems } from '../../contracts/errors.ts'
import type { Context } from '../context.ts'
import type { App } from '../http.ts'
import { withTemporaryFolder } from '../pictures/temporary-folder.ts'
import { idOrNotFound } from '../platform/ids.ts'
import { actor } from './actor.ts'
import { addImages } from './add-images.ts'
import { checkForm } from './check-form.ts'
import { importProducts } from './import-products.ts'
import { readCsvUpload } from './read-csv-upload.ts'
import { readForm } from './read-form.ts'
import { uploadProduct } from './upload-product.ts'

/** The routes that take files. They read their bodies themselves, piece by piece, into a temporary folder. */
export function formRoutes(parent: App, context: Context) {
  const { config: settings } = context
  const config = { access: 'admin' } as const
  const tags = ['Catalogue, admin']
  const consumes = ['multipart/form-data']

  parent.register(async (app: App) => {
    app.removeAllContentTypeParsers()
    await app.register(multipart)
    app.addContentTypeParser('text/csv', (_request, payload, done) => done(null, payload))
    const compile = parent.validatorCompiler
    app.setValidatorCompiler((route) => (route.httpPart === 'body' ? () => true : compile?.(route)) as never)

    app.post(
      '/upload-product',
      {
        config,
        schema: {
          tags,
          consumes,
          summary: 'Put a product into the shop',
          body: UploadProduct,
          response: {
            201: Type.Object({ product: Product }, { title: 'UploadedProduct' }),
            ...problems(400, 401, 403, 413, 415, 503),
          },
        },
      },
      (request, reply) => {
        reply.code(201)
        return withTemporaryFolder(settings.uploadsDir, async (folder) => {
          const { fields, files } = await readForm(request, folder, {
            ...pictureFiles,
            fields: Object.keys(ProductForm.properties),
          })
          const product = await uploadProduct(context, { form: checkForm(fields), files }, actor(request))
          reply.header('location', `/products/${product.id}`)
          return { product }
        })
      },
    )

    app.post(
      '/products/:id/images',
      {
        config,
        schema: {
          tags,
          consumes,
          summary: 'Add pictures to a product',
          params: IdParams,
          body: AddImages,
          response: { 201: Product, ...problems(400, 401, 403, 404, 409, 413, 415, 503) },
        },
      },
      (request, reply) => {
        const id = idOrNotFound(request.params.id)
        reply.code(201)
        return withTemporaryFolder(settings.uploadsDir, async (folder) => {
          const { files } = await readForm(request, folder, { ...pictureFiles, fields: [] })
          return addImages(context, { id, files }, actor(request))
        })
      },
    )

    app.post(
      '/products/import',
      {
        config,
        schema: {
          tags,
          consumes: ['text/csv', ...consumes],
          summary: 'Import products from CSV',
          description:
            'Understands the columns of a Shopify product export. The Handle is the slug: a product that has it is changed, any other is new.',
          querystring: ImportQuery,
          body: ImportFile,
          response: { 200: ImportReport, ...problems(400, 401, 403, 413, 415, 503) },
        },
      },
      (request) =>
        withTemporaryFolder(settings.uploadsDir, async (folder) =>
          importProducts(context, await readCsvUpload(request, folder), request.query, actor(request)),
        ),
    )
  })
}

const pictureFiles = { fileField: 'productFile', maxFiles: maxPictures, maxFileBytes: maxPictureBytes }
