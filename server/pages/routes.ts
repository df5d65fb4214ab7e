import type { FastifyReply, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { problems } from '../../contracts/errors.ts'
import { homePath, shopAddress } from '../../contracts/pages.ts'
import { Shop } from '../../contracts/shop.ts'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import type { App } from '../http.ts'
import { sendAnswer } from '../http-cache.ts'
import { barePage } from './bare-page.ts'
import { categoryPage } from './category-page.ts'
import { homePage } from './home-page.ts'
import type { PageSource } from './page.ts'
import { productPage } from './product-page.ts'
import { robots } from './robots.ts'
import { sitemap } from './sitemap.ts'
import type { WebApp } from './web-app.ts'

/** The pages that carry data, for crawlers and for a first sight without a second question; and what crawlers ask for. */
export function pageRoutes(app: App, context: Context, web: WebApp) {
  const { shopName, publicUrl, currency } = context.config
  const site = { shopName, publicUrl }
  const shop = { db: context.catalogDb, readThrough: context.readThrough, currency }
  const page = { config: { access: 'public' }, schema: { hide: true } } as const
  const named = { ...page, schema: { ...page.schema, params: SlugParams } }

  app.get(homePath, page, (request, reply) => answer(request, reply, homePage(shop, site)))
  app.get('/c/:slug', named, (request, reply) => {
    const { sort } = request.query as { sort?: unknown }
    return answer(request, reply, categoryPage(shop, site, request.params.slug, sort))
  })
  app.get('/p/:slug', named, (request, reply) =>
    answer(request, reply, productPage(shop, site, request.params.slug)),
  )

  app.get('/robots.txt', page, (_request, reply) =>
    reply
      .header('cache-control', 'public, max-age=3600')
      .type('text/plain; charset=utf-8')
      .send(robots(publicUrl)),
  )

  app.get(
    '/sitemap.xml',
    { ...page, schema: { ...page.schema, querystring: SitemapQuery } },
    (request, reply) => sendAnswer(request, reply, sitemap(shop, publicUrl, request.query.page), xml),
  )

  app.get(
    shopAddress,
    {
      config: { access: 'public' },
      schema: {
        tags: ['Catalogue'],
        summary: "The shop's name and currency",
        description: 'The pages `/`, `/c/:slug` and `/p/:slug` carry it, as they do their first data.',
        response: { 200: Shop, ...problems(503) },
      },
    },
    async (_request, reply) => {
      reply.header('cache-control', 'public, max-age=300')
      return { name: shopName, currency }
    },
  )

  /** A person gets a page whatever happens; the web app in it says what did. */
  async function answer(request: FastifyRequest, reply: FastifyReply, making: Promise<PageSource>) {
    try {
      return await web.sendPage(request, reply, await making)
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      if (error.status >= 500) request.failure = error.options.cause ?? error
      reply.code(error.status).headers({ ...error.options.headers })
      return web.sendPage(request, reply, barePage(shopName, error.message))
    }
  }
}

const xml = 'application/xml; charset=utf-8'

const SlugParams = Type.Object({ slug: Type.String({ minLength: 1, maxLength: 200 }) })
const SitemapQuery = Type.Object({ page: Type.Optional(Type.Integer({ minimum: 1, maximum: 50_000 })) })
