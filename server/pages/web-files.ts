import { hash } from 'node:crypto'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { sendTagged } from '../http-cache.ts'
import { type Encoding, encodings, preferredEncoding } from '../platform/encoding.ts'

/** A file of the web app as it is sent, with what the build made of it compressed. */
export type WebFile = { type: string; etag: string; isHashed: boolean; body: Buffer } & Partial<
  Record<Encoding, Buffer>
>

/** Every file of the built web app by its path in the shop, but for its page. All of it is a few hundred kB, and kept. */
export function webFiles(webDir: string): Map<string, WebFile> {
  const names = existsSync(webDir) ? globSync('**/*.*', { cwd: webDir }) : []
  const served = names.filter((name) => name !== 'index.html' && extname(name) in types)
  return new Map(served.map((name) => [`/${name.replaceAll('\\', '/')}`, webFile(webDir, name)]))
}

/** What has its content's hash in its name is kept for ever, the rest is asked for each time. */
export function sendFile(request: FastifyRequest, reply: FastifyReply, file: WebFile) {
  const encoding = preferredEncoding(request.headers['accept-encoding'])
  const compressed = encoding && file[encoding]
  reply.type(file.type).header('vary', 'accept-encoding')
  if (compressed) reply.header('content-encoding', encoding)
  return sendTagged(request, reply, compressed ?? file.body, file.etag, file.isHashed ? forEver : undefined)
}

function webFile(webDir: string, name: string): WebFile {
  const body = readFileSync(join(webDir, name))
  const compressed = encodings.flatMap((encoding) => {
    const file = join(webDir, name + endings[encoding])
    return existsSync(file) ? [[encoding, readFileSync(file)]] : []
  })
  return {
    type: types[extname(name)] as string,
    etag: `"${hash('sha1', body, 'base64url')}"`,
    isHashed: name.startsWith('assets/') || name.startsWith('assets\\'),
    body,
    ...Object.fromEntries(compressed),
  }
}

const forEver = 'public, max-age=31536000, immutable'

const endings = { br: '.br', gzip: '.gz' }

const types: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.woff2': 'font/woff2',
}
