import type { Schemas } from '../../api/schema.ts'
import { formatNumber } from '../../ui/format.ts'
import { adminPaths } from '../paths.ts'
import { DataTable } from '../table/data-table.tsx'
import { ta } from '../texts/texts.ts'

/** What a file did, or would do, in all and row by row. */
export function ImportReport({ report, dryRun }: { report: Schemas['ImportReport']; dryRun: boolean }) {
  const { rows } = report
  const shown = [...rows].sort((a, b) => weight(a) - weight(b)).slice(0, maxShown)
  return (
    <>
      <dl class="import-counts">
        {statuses.map((status) => (
          <div key={status} class={`import-${status}`}>
            <dt>{ta(`import.status.${status}`)}</dt>
            <dd>{formatNumber(report[status])}</dd>
          </div>
        ))}
      </dl>
      <DataTable
        label={ta('import.title')}
        rows={shown}
        keyOf={({ row }) => String(row)}
        columns={[
          { name: 'row', head: ta('import.row'), cell: ({ row }) => formatNumber(row) },
          {
            name: 'status',
            head: ta('import.status'),
            cell: ({ status }) => <span class={`import-${status}`}>{ta(`import.status.${status}`)}</span>,
          },
          {
            name: 'notes',
            head: ta('import.notes'),
            cell: ({ errors = [] }) => (
              <ul class="import-notes">
                {errors.map(({ path, message }) => (
                  <li key={path + message}>
                    {path && <strong>{path}</strong>} {message}
                  </li>
                ))}
              </ul>
            ),
          },
          {
            name: 'product',
            head: ta('import.product'),
            cell: ({ row, status, productId }) =>
              productId &&
              // A product that a trial would make is not there.
              !(dryRun && status === 'created') && (
                <a href={adminPaths.product(productId)} aria-label={ta('import.open', { row })}>
                  {ta('import.product')}
                </a>
              ),
          },
        ]}
      />
      {rows.length > shown.length && (
        <p class="quiet">
          {ta('import.some', { shown: formatNumber(shown.length), count: formatNumber(rows.length) })}
        </p>
      )}
    </>
  )
}

const statuses = ['created', 'updated', 'unchanged', 'failed'] as const

/** What went wrong comes first, then what was left out. */
const weight = ({ status, errors = [] }: Schemas['ImportRow']) =>
  status === 'failed' ? 0 : errors.length > 0 ? 1 : 2

// A table of ten thousand rows is nothing to read, and slow to draw.
const maxShown = 200
