import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

/** How an answer may be compressed, the best first. */
export const encodings = ['br', 'gzip'] as const
export type Encoding = (typeof encodings)[number]

/** The best encoding that an `Accept-Encoding` takes; undefined where it takes none of ours. */
export function preferredEncoding(accepted: string | undefined): Encoding | undefined {
  if (accepted === undefined) return undefined
  const taken = accepted
    .split(',')
    .map((part) =>
      part
        .trim()
        .toLowerCase()
        .split(/\s*;\s*q\s*=\s*/),
    )
    .filter(([, quality]) => quality === undefined || Number(quality) > 0)
    .map(([name]) => name)
  return encodings.find((encoding) => taken.includes(encoding))
}

/** A text as it is compressed, each way once, when it is first asked for. */
export type Compressed = (encoding: Encoding) => Buffer | Promise<Buffer>

export function compressedOnce(text: Buffer): Compressed {
  const made: Partial<Record<Encoding, Buffer | Promise<Buffer>>> = {}
  return (encoding) => {
    made[encoding] ??= compress(text, encoding).then((bytes) => {
      made[encoding] = bytes
      return bytes
    })
    return made[encoding]
  }
}

/** For a text that is made while somebody waits for it: well, not best. */
const compress = (text: Buffer, encoding: Encoding): Promise<Buffer> =>
  encoding === 'gzip' ? gzipped(text) : brotli(text, { params: quick })

const gzipped = promisify(gzip)
const brotli = promisify(brotliCompress)
const quick = {
  [constants.BROTLI_PARAM_QUALITY]: 4,
  [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
}
