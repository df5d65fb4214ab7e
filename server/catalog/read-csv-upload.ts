import { createReadStream, createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { FastifyRequest } from 'fastify'
import { invalid, tooLarge } from '../errors.ts'
import { readForm } from './read-form.ts'

/**
 * The CSV file of a request, sent as it is or as the `file` of a form. It is put into `folder` whole before the first
 * row is read, so that a broken or oversized upload changes nothing and a slow one holds nothing up.
 * @throws a 413, a 415 or a 400.
 */
export async function readCsvUpload(request: FastifyRequest, folder: string): Promise<Readable> {
  if (request.headers['content-type']?.startsWith('text/csv'))
    return request.body instanceof Readable
      ? keep(request.body, join(folder, 'import.csv'))
      : Readable.from([])
  const { files } = await readForm(request, folder, {
    fileField: 'file',
    maxFiles: 1,
    maxFileBytes: maxBytes,
    fields: [],
  })
  return createReadStream(files[0] as string)
}

/** The body itself is not part of the pipeline, which would destroy it, and the connection of the answer with it. */
async function keep(body: Readable, path: string) {
  const counted = upTo(maxBytes)
  body.once(
    'close',
    () => body.readableEnded || counted.destroy(invalid('body_malformed', 'The body ended too early.')),
  )
  body.pipe(counted)
  await pipeline(counted, createWriteStream(path)).catch((error: unknown) => {
    body.unpipe()
    body.resume()
    throw error
  })
  return createReadStream(path)
}

function upTo(limit: number) {
  let bytes = 0
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length
      if (bytes <= limit) done(null, chunk)
      else done(tooLarge('file_too_large', `A file has at most ${limit / 1e6} MB: send it in parts.`))
    },
  })
}

const maxBytes = 20_000_000
