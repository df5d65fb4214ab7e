import { decodeCursor } from './cursor.ts'

/** A row's place in a list by time: in microseconds since 1970, as a JavaScript date would round them away. */
export type TimePosition = [micros: number, id: string]

/** Where a page begins, from its cursor; null for the first page. @throws a 400 for a cursor of another list. */
export const timePosition = (cursor: string | undefined): TimePosition | null =>
  cursor === undefined ? null : (decodeCursor(cursor, ['integer', 'id']) as TimePosition)

/** SQL for a time as it stands in a position, and for a position's parameter as a time again. */
export const micros = (column: string): string => `(extract(epoch from ${column}) * 1000000)::bigint`
export const moment = (parameter: string): string =>
  `('epoch'::timestamptz + ${parameter}::bigint * interval '1 microsecond')`
