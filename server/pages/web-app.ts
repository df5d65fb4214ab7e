import type { FastifyReply, FastifyRequest } from 'fastify'
import { languageOf } from '../../contracts/first-words.ts'
import type { Config } from '../config.ts'
import { sendTagged } from '../http-cache.ts'
import { preferredEncoding } from '../platform/encoding.ts'
import { barePage } from './bare-page.ts'
import { createPages } from './create-pages.ts'
import type { PageSource } from './page.ts'
import { openTemplate } from './template.ts'
import { sendFile, webFiles } from './web-files.ts'

export type WebApp = ReturnType<typeof openWebApp>

/**
 * The built web app of WEB_DIR, as it is at the start. Where there is none, the pages that carry data are plain ones,
 * and every other path is nobody's.
 */
export function openWebApp(config: Pick<Config, 'webDir' | 'shopName' | 'publicUrl' | 'currency'>) {
  const template = openTemplate(config.webDir)
  const files = webFiles(config.webDir)
  const draw = createPages(template, config)

  async function sendPage(request: FastifyRequest, reply: FastifyReply, source: PageSource) {
    const encoding = preferredEncoding(request.headers['accept-encoding'])
    const language = languageOf(request.headers['accept-language'])
    const { body, etag, state } = await draw(source, language, encoding)
    reply.header('vary', 'accept-encoding, accept-language').type('text/html; charset=utf-8')
    if (state) reply.header('x-cache', state)
    if (encoding) reply.header('content-encoding', encoding)
    // What is not there has no tag, and is kept by nobody.
    if (reply.statusCode >= 400) return reply.send(body)
    return sendTagged(request, reply, body, etag)
  }

  return {
    sendPage,
    /** Answers what no route does, where it is a file of the web app or a path that is not the back end's. */
    answer(request: FastifyRequest, reply: FastifyReply): unknown {
      if (request.method !== 'GET' && request.method !== 'HEAD') return undefined
      const path = request.url.split('?', 1)[0] as string
      const file = files.get(path)
      if (file) return sendFile(request, reply, file)
      return template.isBuilt && !notOfWebApp.test(path)
        ? sendPage(request, reply, barePage(config.shopName))
        : undefined
    },
  }
}

/** What is the back end's, and what names a file: neither is a page of the web app. */
const notOfWebApp =
  /^\/(api|products|stats|upload-product|docs|openapi\.json|healthz|readyz|metrics|uploads|assets)(\/|$)|\.\w+$/
