import { notAPicture } from './picture-errors.ts'

/**
 * What a file is by its content, whatever its name says (S53).
 * @throws a 415 for anything but a JPEG, PNG, WebP or AVIF, and for one that is a page, a program or an archive as well.
 */
export function pictureType(content: Buffer): PictureType {
  const text = content.toString('latin1')
  const type = signatures.find(([, matches]) => matches(text))?.[0]
  if (!type) throw notAPicture('This is no JPEG, PNG, WebP or AVIF picture: save it as one of these.')
  if (foreign.test(text) || text.includes(zipEnd, text.length - 66_000))
    throw notAPicture('This picture carries another file inside: save it anew with a picture program.')
  return type
}

const signatures: [PictureType, (text: string) => boolean][] = [
  ['jpeg', (text) => text.startsWith('\xff\xd8\xff')],
  ['png', (text) => text.startsWith('\x89PNG\r\n\x1a\n')],
  ['webp', (text) => /^RIFF.{4}WEBPVP8[ LX]/s.test(text)],
  ['heif', (text) => /^.{4}ftyp(?:avi[fs]|.{4,52}avi[fs])/s.test(text)],
]

// Long enough not to turn up by chance in ten million bytes of compressed pixels. A JPEG whose first segment is
// "/*" bytes long is a script as well: https://portswigger.net/research/bypassing-csp-using-polyglot-jpegs
const foreign = /<(?:script|html|iframe|!doctype|\?php)|<\/svg|%PDF-|^\xff\xd8\xff.\/\*/is
const zipEnd = 'PK\x05\x06'

/** As sharp names the format. */
export type PictureType = 'jpeg' | 'png' | 'webp' | 'heif'
