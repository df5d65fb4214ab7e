import type { ComponentChildren } from 'preact'
import { Failed } from '../../states/failed.tsx'
import { ta } from '../texts/texts.ts'
import { Choose, ChooseAll, type Selection } from './selection.tsx'
import './data-table.css'

/**
 * A list as a table. The first column names its row; on a narrow screen the table is scrolled by itself, with the keyboard
 * too. `label` says what it is a table of. With a `selection` each row can be chosen.
 */
export function DataTable<Row>({
  label,
  columns,
  rows,
  keyOf,
  error,
  retry,
  selection,
}: DataTableProps<Row>) {
  if (error && !rows) return <Failed title={ta('table.failed')} error={error} retry={retry ?? (() => {})} />
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what is scrolled must be reachable by keyboard.
    <section class="data-table" aria-label={label} tabIndex={0} aria-busy={rows === undefined}>
      <table>
        <thead>
          <tr>
            {selection && <ChooseAll rows={rows ?? []} keyOf={keyOf} selection={selection} />}
            {columns.map(({ name, head, ...looks }) => (
              <th key={name} scope="col" class={classOf(looks)}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows?.map((row) => (
            <tr key={keyOf(row)} class={selection?.chosen.has(keyOf(row)) ? 'chosen' : undefined}>
              {selection && <Choose row={row} keyOf={keyOf} selection={selection} />}
              {columns.map(({ name, cell, ...looks }, i) =>
                i === 0 ? (
                  <th key={name} scope="row">
                    {cell(row)}
                  </th>
                ) : (
                  <td key={name} class={classOf(looks)}>
                    {cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {rows === undefined && <p class="data-table-note">{ta('table.busy')}</p>}
      {rows?.length === 0 && <p class="data-table-note">{ta('table.empty')}</p>}
    </section>
  )
}

const classOf = ({ numeric, extra }: { numeric?: boolean; extra?: boolean }) =>
  numeric ? 'numeric' : extra ? 'extra' : undefined

export type Column<Row> = {
  name: string
  head: ComponentChildren
  cell: (row: Row) => ComponentChildren
  numeric?: boolean
  /** What a narrow screen does without. */
  extra?: boolean
}

type DataTableProps<Row> = {
  label: string
  columns: Column<Row>[]
  /** Not there yet: undefined. */
  rows: Row[] | undefined
  keyOf: (row: Row) => string
  error?: unknown
  retry?: () => unknown
  selection?: Selection<Row>
}
