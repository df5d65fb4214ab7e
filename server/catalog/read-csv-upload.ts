import { createReadStream, createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { FastifyRequest } from 'fastify'
import { AppError } from '../errors.ts'
import { readForm } from './read-form.ts'

/**
 * The CSV file of a request, sent as it is or as the `file` of a form. It is put into `folder` whole before the first
 * row is read, so that a broken or oversized upload changes nothing and a slow one holds nothing up.
 * @throws a 413, a 415 or a 400.
 */
export async function readCsvUpload(request: FastifyRequest, folder: string): Promise<Readable> {
  if (request.body instanceof Readable) {
    const path = join(folder, 'import.csv')
    await pipeline(request.body, upTo(maxBytes), createWriteStream(path)).catch((error: unknown) => {
      request.raw.unpipe()
      request.raw.resume()
      throw error
    })
    return createReadStream(path)
  }
  const { files } = await readForm(request, folder, {
    fileField: 'file',
    maxFiles: 1,
    maxFileBytes: maxBytes,
    fields: [],
  })
  return createReadStream(files[0] as string)
}

function upTo(limit: number) {
  let bytes = 0
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length
      if (bytes <= limit) done(null, chunk)
      else
        done(new AppError(413, 'file_too_large', `A file has at most ${limit / 1e6} MB: send it in parts.`))
    },
  })
}

const maxBytes = 20_000_000
