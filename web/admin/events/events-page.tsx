import { query, useQuery } from '../../api/query.ts'
import type { Schemas } from '../../api/schema.ts'
import { formatDateTime, formatNumber } from '../../ui/format.ts'
import { usePageTitle } from '../../ui/page-title.ts'
import { useSearch } from '../../ui/router.tsx'
import { DataTable } from '../table/data-table.tsx'
import { ChoiceField, Filters, SearchField } from '../table/filters.tsx'
import { Pager } from '../table/pager.tsx'
import { ta } from '../texts/texts.ts'
import { ReplayButton } from './replay-button.tsx'

/** What consumers have yet to take, and what they gave up: the dead letters, which are replayed from here. */
export function EventsPage() {
  usePageTitle(ta('nav.events'))
  const { consumer, state, cursor } = Object.fromEntries(useSearch())
  const { data, error, refetch } = useQuery({
    ...query('own', 'GET /api/admin/events', {
      query: { consumer, state: state as Schemas['EventDelivery']['state'] | undefined, cursor, limit: 50 },
    }),
    refetchInterval: 10_000,
  })
  return (
    <>
      <header class="admin-head">
        <h1>{ta('nav.events')}</h1>
      </header>
      <p class="quiet">{ta('events.about')}</p>
      <Filters label={ta('nav.events')}>
        <ChoiceField
          label={ta('events.state')}
          name="state"
          all={ta('events.anyState')}
          choices={states.map((one) => [one, ta(`events.state.${one}`)])}
        />
        <SearchField label={ta('events.consumer')} name="consumer" />
      </Filters>
      <DataTable
        label={ta('nav.events')}
        rows={data?.items}
        keyOf={({ id, consumer: to }) => `${to} ${id}`}
        error={error}
        retry={refetch}
        {...(!state && !consumer && { empty: ta('events.none') })}
        columns={[
          { name: 'topic', head: ta('events.topic'), cell: (event) => <Event of={event} /> },
          { name: 'consumer', head: ta('events.consumer'), cell: ({ consumer: to }) => to },
          { name: 'state', head: ta('events.state'), cell: (event) => ta(`events.state.${event.state}`) },
          { name: 'at', head: ta('audit.at'), cell: ({ at }) => formatDateTime(at) },
          {
            name: 'tries',
            head: ta('events.tries'),
            numeric: true,
            cell: ({ tries }) => formatNumber(tries),
          },
          { name: 'reason', head: ta('events.reason'), cell: ({ reason }) => reason },
          {
            name: 'replay',
            head: <span class="visually-hidden">{ta('events.replay')}</span>,
            cell: (event) => event.state === 'dead' && <ReplayButton event={event} />,
          },
        ]}
      />
      <Pager nextCursor={data?.nextCursor} />
    </>
  )
}

function Event({ of: { topic, key, payload } }: { of: Schemas['EventDelivery'] }) {
  return (
    <details>
      <summary>{topic}</summary>
      <p>
        <code>{key}</code>
      </p>
      <pre class="event-payload">{JSON.stringify(payload, null, 2)}</pre>
    </details>
  )
}

const states = ['waiting', 'retrying', 'dead', 'replayed'] as const
