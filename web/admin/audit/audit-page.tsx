import { query, useQuery } from '../../api/query.ts'
import type { Schemas } from '../../api/schema.ts'
import { formatDateTime } from '../../ui/format.ts'
import { usePageTitle } from '../../ui/page-title.ts'
import { useSearch } from '../../ui/router.tsx'
import { DataTable } from '../table/data-table.tsx'
import { Filters, SearchField } from '../table/filters.tsx'
import { Pager } from '../table/pager.tsx'
import { ta } from '../texts/texts.ts'

/** Who changed what, the newest first. */
export function AuditPage() {
  usePageTitle(ta('nav.audit'))
  const { action, subject, cursor } = Object.fromEntries(useSearch())
  const { data, error, refetch } = useQuery(
    query('own', 'GET /api/admin/audit', { query: { action, subject, cursor, limit: 50 } }),
  )
  return (
    <>
      <header class="admin-head">
        <h1>{ta('nav.audit')}</h1>
      </header>
      <Filters label={ta('nav.audit')}>
        <SearchField label={ta('audit.action')} name="action" />
        <SearchField label={ta('audit.subject')} name="subject" />
      </Filters>
      <DataTable
        label={ta('nav.audit')}
        rows={data?.items}
        keyOf={({ id }) => id}
        error={error}
        retry={refetch}
        columns={[
          { name: 'at', head: ta('audit.at'), cell: ({ at }) => formatDateTime(at) },
          { name: 'action', head: ta('audit.action'), cell: ({ action: done }) => <code>{done}</code> },
          { name: 'actor', head: ta('audit.actor'), cell: ({ actor }) => nameOf(actor) },
          { name: 'subject', head: ta('audit.subject'), cell: ({ subjectId }) => <code>{subjectId}</code> },
          {
            name: 'detail',
            head: ta('audit.detail'),
            cell: ({ detail }) => Object.keys(detail).length > 0 && <code>{JSON.stringify(detail)}</code>,
          },
        ]}
      />
      <Pager nextCursor={data?.nextCursor} />
    </>
  )
}

const nameOf = (actor: Schemas['AuditEntry']['actor']) =>
  actor === null ? ta('audit.shop') : (actor.name ?? actor.id)
