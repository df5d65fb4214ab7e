import type { ComponentChildren } from 'preact'
import { Failed } from '../../states/failed.tsx'
import { ta } from '../texts/texts.ts'
import { Choose, ChooseAll, type Selection } from './selection.tsx'
import './data-table.css'

/**
 * A list as a table. The first column names its row; on a narrow screen a row is a card where there are many columns, else
 * the table is scrolled by itself, with the keyboard too. `label` says what it is a table of. With a `selection` each row
 * can be chosen.
 */
export function DataTable<Row>({
  label,
  columns,
  rows,
  keyOf,
  error,
  retry,
  empty = ta('table.empty'),
  selection,
}: DataTableProps<Row>) {
  if (error && !rows) return <Failed title={ta('table.failed')} error={error} retry={retry ?? (() => {})} />
  const looks = columns.length > 4 && !selection ? 'data-table wide' : 'data-table'
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what is scrolled must be reachable by keyboard.
    <section class={looks} aria-label={label} tabIndex={0} aria-busy={rows === undefined}>
      <table {...as('table')}>
        <thead {...as('rowgroup')}>
          <tr {...as('row')}>
            {selection && <ChooseAll rows={rows ?? []} keyOf={keyOf} selection={selection} />}
            {columns.map(({ name, head, ...kind }) => (
              <th key={name} {...as('columnheader')} scope="col" class={classOf(kind)}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody {...as('rowgroup')}>
          {rows?.map((row) => (
            <tr
              key={keyOf(row)}
              {...as('row')}
              class={selection?.chosen.has(keyOf(row)) ? 'chosen' : undefined}
            >
              {selection && <Choose row={row} keyOf={keyOf} selection={selection} />}
              {columns.map(({ name, head, cell, ...kind }, i) =>
                i === 0 ? (
                  <th key={name} {...as('rowheader')} scope="row">
                    {cell(row)}
                  </th>
                ) : (
                  <td
                    key={name}
                    {...as('cell')}
                    class={classOf(kind)}
                    data-head={typeof head === 'string' ? head : ''}
                  >
                    {cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {rows === undefined && <p class="data-table-note">{ta('table.busy')}</p>}
      {rows?.length === 0 && <p class="data-table-note">{empty}</p>}
    </section>
  )
}

/** A browser forgets what the parts of a table are where they are laid out as cards, unless it is told. */
const as = (role: 'table' | 'rowgroup' | 'row' | 'columnheader' | 'rowheader' | 'cell') => ({ role })

const classOf = ({ numeric, extra }: { numeric?: boolean; extra?: boolean }) =>
  [numeric && 'numeric', extra && 'extra'].filter(Boolean).join(' ')

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
  /** What is said where there is no row. */
  empty?: string
  selection?: Selection<Row>
}
