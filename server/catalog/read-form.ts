import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Multipart, MultipartFile, MultipartValue } from '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import { invalid, tooLarge, unsupportedType } from '../errors.ts'
import { randomName } from '../platform/ids.ts'

/**
 * Reads a multipart form: its files into `folder`, its fields as text. A field left empty counts as not sent.
 * @throws a 415 for another kind of body, a 413 for a file too large or one too many, a 400 for what the form has not.
 */
export async function readForm(request: FastifyRequest, folder: string, form: FormRules): Promise<ReadForm> {
  if (!request.isMultipart())
    throw unsupportedType('unsupported_media_type', 'Send a form as multipart/form-data.')
  const read: ReadForm = { fields: {}, files: [] }
  try {
    for await (const part of request.parts(limits(form))) await take(part, folder, form, read)
  } catch (error) {
    // What is still on its way must not block the connection that the answer goes out on.
    request.raw.unpipe()
    request.raw.resume()
    throw asRefusal(error, form)
  }
  if (read.files.length === 0) throw refused(form.fileField, 'is missing: send at least one file')
  return read
}

async function take(part: Multipart, folder: string, form: FormRules, read: ReadForm) {
  if (part.type === 'file') return takeFile(part, folder, form, read)
  if (!form.fields.includes(part.fieldname)) throw refused(part.fieldname, 'is not a field of this form')
  if (part.fieldname in read.fields) throw refused(part.fieldname, 'must be sent once')
  if (part.valueTruncated) throw refused(part.fieldname, 'is too long')
  const { value } = part as MultipartValue
  if (value !== '') read.fields[part.fieldname] = value
}

async function takeFile(part: MultipartFile, folder: string, form: FormRules, read: ReadForm) {
  if (part.fieldname !== form.fileField) throw refused(part.fieldname, 'is not a file of this form')
  const path = join(folder, randomName())
  await pipeline(part.file, createWriteStream(path, { flags: 'wx' }))
  if (part.file.truncated) throw fileTooLarge(form)
  // A browser sends an empty file for a field in which none was chosen.
  if (part.file.bytesRead > 0) read.files.push(path)
}

/** What the parser throws has a code of the plugin, or none at all where the body is malformed. */
function asRefusal(error: unknown, form: FormRules) {
  const { code, name } = error as NodeJS.ErrnoException
  if (code === 'FST_FILES_LIMIT' || code === 'FST_PARTS_LIMIT')
    return tooLarge('too_many_files', `At most ${form.maxFiles} files are taken at once.`)
  if (code === 'FST_FIELDS_LIMIT') return invalid('invalid_input', 'The form has too many fields.')
  if (code?.startsWith('FST_') || (code === undefined && name === 'Error'))
    return invalid('body_malformed', 'The body is not a multipart form that can be read.')
  return error
}

const refused = (path: string, message: string) =>
  invalid('invalid_input', 'Some of the form is not as it should be: see errors.', [{ path, message }])

const fileTooLarge = ({ maxFileBytes }: FormRules) =>
  tooLarge('file_too_large', `A file has at most ${maxFileBytes / 1e6} MB: make it smaller.`)

const limits = ({ maxFiles, maxFileBytes }: FormRules) => ({
  throwFileSizeLimit: false,
  limits: {
    files: maxFiles,
    fileSize: maxFileBytes,
    fields: 20,
    fieldSize: 64_000,
    fieldNameSize: 100,
    parts: maxFiles + 20,
    headerPairs: 20,
  },
})

export type FormRules = { fileField: string; maxFiles: number; maxFileBytes: number; fields: string[] }
export type ReadForm = { fields: Record<string, unknown>; files: string[] }
