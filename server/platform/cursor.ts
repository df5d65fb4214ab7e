import { invalid } from '../errors.ts'

/** A keyset position as the opaque cursor of a list. */
export function encodeCursor(position: unknown[]): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url')
}

/**
 * The position inside a cursor: as many values as `kinds`, of those kinds ("id" is a UUID).
 * @throws a 400 `cursor_invalid` for anything this shop did not hand out.
 */
export function decodeCursor(cursor: string, kinds: CursorKind[]): unknown[] {
  try {
    const position: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    if (
      Array.isArray(position) &&
      position.length === kinds.length &&
      kinds.every((kind, i) => is[kind](position[i]))
    )
      return position
  } catch {}
  throw invalid('cursor_invalid', 'This cursor was not made for this list. Start again without one.')
}

/** A page from one row more than asked for: the rows and the cursor of the page that follows. */
export function page<Row>(rows: Row[], limit: number, position: (row: Row) => unknown[]) {
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return { items, nextCursor: rows.length > limit && last ? encodeCursor(position(last)) : null }
}

const is = {
  id: (value: unknown) =>
    typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value),
  text: (value: unknown) => typeof value === 'string' && !value.includes('\0') && value.isWellFormed(),
  integer: Number.isSafeInteger,
  number: Number.isFinite,
}

export type CursorKind = keyof typeof is
