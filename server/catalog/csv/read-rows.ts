import type { Readable } from 'node:stream'
import { type CsvErrorCode, parse } from 'csv-parse'
import { invalid } from '../../errors.ts'
import { type Column, readHeader } from './columns.ts'
import { unguardCell } from './formula-guard.ts'

/**
 * The rows of a CSV file of products, UTF-8 with or without a BOM, as they come. A row that is not as long as the
 * header has no cells but a `problem`; so has the last one where the rest of the file cannot be read.
 * @throws a 400 when the file is empty or its header is not one of products.
 */
export async function* readRows(input: Readable): AsyncGenerator<CsvRow> {
  let header: (Column | undefined)[] | undefined
  let broken: CsvErrorCode | undefined
  let row = 0
  const parser = parse({
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: maxRowCharacters,
    // An error of the stream would take the rows with it that were read and wait to be taken.
    skip_records_with_error: true,
    on_skip: (error) => {
      broken ??= error?.code
      return undefined
    },
  })
  input.once('error', (error) => parser.destroy(error))
  try {
    for await (const record of input.pipe(parser) as AsyncIterable<string[]>) {
      row++
      if (!header) header = readHeader(record)
      else if (row > maxRows + 1) return yield { row, problem: tooMany }
      else if (record.some((cell) => cell !== '')) yield rowOf(row, record, header)
    }
  } finally {
    input.destroy()
  }
  if (broken) yield { row: row + 1, problem: broken === 'CSV_MAX_RECORD_SIZE' ? tooLong : notClosed }
  if (!header && !broken)
    throw invalid('file_empty', 'The file is empty: send a CSV file with a header and rows.')
}

function rowOf(row: number, record: string[], header: (Column | undefined)[]): CsvRow {
  if (record.length !== header.length)
    return { row, problem: `has ${record.length} cells, but the header has ${header.length}` }
  const cells: CsvCells = {}
  for (const [i, column] of header.entries()) if (column) cells[column] = unguardCell(record[i] as string)
  return { row, cells }
}

const maxRows = 50_000
const maxRowCharacters = 500_000
const tooMany = `is beyond the ${maxRows} rows that are read at once: send it and what follows as another file`
const tooLong = `is longer than ${maxRowCharacters} characters, and nothing after it was read: is a quote missing?`
const notClosed = 'opens a quote that is never closed, and nothing after it was read: close it'

export type CsvCells = Partial<Record<Column, string>>
/** `row` counts as a spreadsheet does: the header is 1. */
export type CsvRow = { row: number; cells: CsvCells; problem?: undefined } | { row: number; problem: string }
