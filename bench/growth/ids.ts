const kinds = { product: '001', order: '002', user: '003', category: '004', image: '005', mail: '006' }
const [begun, spanMs] = [Date.UTC(2024, 0, 1), 51_840_000_000]

/** The id of the n-th of so many, in the order of time as the shop's own are, as an expression of SQL. */
export const idSql = (kind: keyof typeof kinds, n: string, of: number): string =>
  `(lpad(to_hex(${begun} + ${n} * ${spanMs} / ${of}), 12, '0') || '7${kinds[kind]}8000' || lpad(to_hex(${n}), 12, '0'))::uuid`

/** The same id. */
export function idOf(kind: keyof typeof kinds, n: number, of: number): string {
  const ms = begun + Math.floor((n * spanMs) / of)
  const hex = `${ms.toString(16).padStart(12, '0')}7${kinds[kind]}8000${n.toString(16).padStart(12, '0')}`
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** When the n-th of so many came to be. */
export const atSql = (n: string, of: number): string =>
  `to_timestamp(${begun / 1000} + ${n} * ${spanMs / 1000}::float8 / ${of})`
