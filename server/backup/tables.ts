import type { Client } from 'pg'

// The change log speaks of transactions of this server to caches that live now: nothing of it is of use elsewhere.
const leftOut = 'catalog_changes'

/** Every table whose rows a backup holds, each after the tables that its foreign keys name. */
export async function tablesInOrder(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string; needs: string[] }>(
    `select c.relname as name,
            coalesce(array_agg(f.relname::text) filter (where f.relname is not null and f.oid <> c.oid), '{}') as needs
     from pg_class c
     left join pg_constraint k on k.conrelid = c.oid and k.contype = 'f'
     left join pg_class f on f.oid = k.confrelid
     where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and c.relname <> $1
     group by c.relname order by c.relname`,
    [leftOut],
  )
  const ordered: string[] = []
  const place = (name: string) => {
    if (ordered.includes(name)) return
    for (const needed of rows.find((row) => row.name === name)?.needs ?? []) place(needed)
    ordered.push(name)
  }
  for (const { name } of rows) place(name)
  return ordered
}

/** The sequences that number rows, and up to where they have. */
export async function sequencePositions(client: Client): Promise<Record<string, string>> {
  const { rows } = await client.query<{ name: string; last: string | null }>(
    `select sequencename as name, last_value::text as last from pg_sequences where schemaname = 'public' order by 1`,
  )
  return Object.fromEntries(rows.flatMap(({ name, last }) => (last === null ? [] : [[name, last]])))
}
