import type { Readable } from 'node:stream'
import type { ImportReport, ImportRow } from '../../contracts/catalog-admin.ts'
import type { Context } from '../context.ts'
import type { Actor } from './actor.ts'
import { extraRow, leftOut } from './csv/left-out.ts'
import { productRow } from './csv/product-row.ts'
import { type CsvRow, readRows } from './csv/read-rows.ts'
import { type ImportOptions, settleBatch, type Waiting } from './settle-batch.ts'

/**
 * Reads a CSV file of products (`csv/columns.ts`), a batch of rows a transaction, and reports each row. A bad row stops
 * no good one. The product whose slug is the row's Handle is changed, any other is new. To repeat an import that broke
 * off does what is left to do.
 * @throws a 400 for a file that is no list of products, a 503 without a database; nothing is changed then.
 */
export async function importProducts(
  { db, config, eventsWritten, log }: Pick<Context, 'db' | 'config' | 'eventsWritten' | 'log'>,
  input: Readable,
  options: ImportOptions,
  by: Actor,
): Promise<ImportReport> {
  const rows: ImportRow[] = []
  const seen = new Map<string, number>()
  for await (const lines of batches(readRows(input))) {
    const waiting: Waiting[] = lines.flatMap((line) => {
      const { report, product } = readLine(line, seen, config.currency)
      rows.push(report)
      return product ? [{ report, product }] : []
    })
    try {
      await settleBatch(db, waiting, options, by)
      eventsWritten.ring()
    } catch (error) {
      if (rows.every(({ status }) => status === 'failed')) throw error
      log.error({ err: error }, 'an import broke off')
      for (const { report } of waiting) if (report.status === 'failed') report.errors = [brokeOff]
      break
    }
  }
  return reportOf(rows)
}

/** A line's place in the report, and the product that it wants where it says so well. */
function readLine(line: CsvRow, seen: Map<string, number>, currency: string) {
  const report: ImportRow = { row: line.row, status: 'failed' }
  if (line.problem !== undefined) report.errors = [{ path: '', message: line.problem }]
  else if (!line.cells.handle?.trim()) report.errors = [{ path: 'Handle', message: 'is missing' }]
  else {
    const { errors, ...product } = productRow(line.cells, currency)
    const first = seen.get(product.slug)
    if (first !== undefined) Object.assign(report, extraRow(line.cells, first))
    else if (errors.length > 0) report.errors = errors
    else report.errors = leftOut(line.cells)
    seen.set(product.slug, first ?? line.row)
    if (first === undefined && errors.length === 0) return { report, product }
  }
  return { report }
}

async function* batches(lines: AsyncIterable<CsvRow>) {
  let batch: CsvRow[] = []
  for await (const line of lines) {
    batch.push(line)
    if (batch.length < batchSize) continue
    yield batch
    batch = []
  }
  yield batch
}

function reportOf(rows: ImportRow[]): ImportReport {
  const counts = { created: 0, updated: 0, unchanged: 0, failed: 0 }
  for (const row of rows) {
    counts[row.status]++
    if (row.errors?.length === 0) delete row.errors
  }
  return { ...counts, rows }
}

const batchSize = 250
const brokeOff = {
  path: '',
  message: 'was not taken, nor was what follows: the import broke off here. Send the file again.',
}
