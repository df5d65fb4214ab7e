import { AppError } from '../errors.ts'

export const notAPicture = (detail: string) => new AppError(415, 'picture_type', detail)
export const pictureTooLarge = (detail: string) => new AppError(413, 'picture_too_large', detail)
export const storageUnavailable = (cause: unknown) =>
  new AppError(
    503,
    'storage_unavailable',
    'The shop cannot write to its storage for pictures and changed nothing. Try again later.',
    { headers: { 'retry-after': '30' }, cause },
  )
