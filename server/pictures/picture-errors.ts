import { AppError, tooLarge, unsupportedType } from '../errors.ts'

export const notAPicture = (detail: string) => unsupportedType('picture_type', detail)
export const pictureTooLarge = (detail: string) => tooLarge('picture_too_large', detail)
export const storageUnavailable = (cause: unknown) =>
  new AppError(
    503,
    'storage_unavailable',
    'The shop cannot write to its storage for pictures and changed nothing. Try again later.',
    { headers: { 'retry-after': '30' }, cause },
  )
