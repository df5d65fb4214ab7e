import { mkdirSync } from 'node:fs'
import fastifyStatic from '@fastify/static'
import Type from 'typebox'
import { problems } from '../../contracts/errors.ts'
import type { App } from '../http.ts'

/**
 * The pictures, where no nginx stands in front. A file's name is never used again, so it may be kept for ever. Folders
 * are not listed; what begins with a dot, such as pictures that are not finished, is not there.
 */
export async function serveUploads(app: App, folder: string) {
  mkdirSync(folder, { recursive: true })
  await app.register(fastifyStatic, { root: folder, serve: false, dotfiles: 'ignore', index: false })

  app.get(
    '/uploads/:folder/:file',
    {
      config: { access: 'public' },
      schema: {
        tags: ['Catalogue'],
        summary: 'A picture',
        params: Type.Object({ folder: Name, file: Name }, { additionalProperties: false }),
        response: { 200: picture, ...problems(400, 404) },
      },
    },
    async (request, reply) =>
      reply.sendFile(`${request.params.folder}/${request.params.file}`, {
        maxAge: '365d',
        immutable: true,
        acceptRanges: false,
      }),
  )
}

const Name = Type.String({ pattern: '^[\\w-][\\w.-]*$', maxLength: 100, examples: ['640.webp'] })

const picture = {
  description: 'The picture',
  content: Object.fromEntries(
    ['image/webp', 'image/avif'].map((type) => [type, { schema: { type: 'string' } }]),
  ),
}
