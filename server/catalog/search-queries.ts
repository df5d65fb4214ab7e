import { type Db, row } from '../platform/postgres.ts'
import { as, type ListSort, orders, type PositionedRow, productColumns, productJoins } from './queries.ts'

/** A search counts so many products at most, and ranks so many: the newest that match, and the newest whose names do. */
export const mostMatches = 1000
const mostNames = 200

/**
 * At most `limit` products that match what was typed, in the order of `sort`, those after a position; `matches` is how
 * many there are, up to 1,001. Where nothing matches as typed, what may have been meant is searched for. A row without
 * an id stands for none.
 */
export async function matchingProducts(db: Db, input: SearchInput) {
  const found = await productsFor(db, input, null)
  if ((found[0]?.matches ?? 0) > 0) return found
  const guess = await row<{ query: string | null }>(db, 'select meant_query($1)::text as query', [input.q])
  return guess?.query ? productsFor(db, input, guess.query) : found
}

/** `query` is a tsquery to take in place of what was typed. */
async function productsFor(db: Db, input: SearchInput, query: string | null) {
  const { q, sort, category, after, limit } = input
  // Not prepared: whether an index of words or the list of the newest finds more quickly depends on the words.
  const found = await db.query({
    text: searchText(sort, category !== undefined, after !== undefined),
    values: [limit, q, query, ...(category === undefined ? [] : [category]), ...(after ?? [])],
  })
  return found.rows as (PositionedRow & { matches: number })[]
}

function searchText(sort: SearchSort, inCategory: boolean, onward: boolean) {
  const { key, shown, read, direction } = sort === 'relevance' ? relevance : orders[sort]
  const [keyAt, idAt] = inCategory ? ['$5', '$6'] : ['$4', '$5']
  const among = `archived_at is null ${inCategory ? 'and category_id = (select id from categories where slug = $4)' : ''}`
  const newest = (columns: string, condition: string, most: number) =>
    `select ${columns} from products where ${among} and ${condition} order by created_at desc, id desc limit ${most}`
  const inOrder = `p.sort_value ${direction}, p.id ${direction}`
  const pageOf = (products: string, condition: string) => `(
        select p.*, ${shown} as sort_key from (select p.*, ${key} as sort_value from ${products} p) p
        where ${condition}
        ${onward ? `and (p.sort_value, p.id) ${direction === 'asc' ? '>' : '<'} (${read(keyAt)}, ${idAt}::uuid)` : ''}
        order by ${inOrder} limit $1)`
  // The newest are a choice to rank, but not to put in another order: the cheapest of all may be old. Where there are
  // too many to be counted, what matches is common, and the index of that order meets it soon.
  const pages =
    sort === 'relevance'
      ? [pageOf('found', 'true')]
      : [
          pageOf('found', `not ${uncounted}`),
          pageOf('(select *, false as is_named from products)', `${uncounted} and ${among} and ${worded}`),
        ]
  return `
    with worded as materialized (${newest('*', worded, mostMatches + 1)}),
    named as materialized (
      select id from worded where ts_filter(search, '{a}') @@ ${words} order by created_at desc, id desc limit ${mostNames}
    ),
    named_elsewhere as materialized (${newest('*', `${uncounted} and ${fewNamed} and ${namedElsewhere}`, mostNames)}),
    found as materialized (
      select worded.*, id in (select id from named) as is_named from worded
      union all
      select named_elsewhere.*, true from named_elsewhere where id not in (select id from worded)
    )
    select counted.matches, page.*
    from (select count(*)::int as matches from worded) counted
    left join lateral (
      select ${productColumns}, p.sort_key, row_number() over (order by ${inOrder}) as place
      from (
        select * from (${pages.join(' union all ')}) p
        order by ${inOrder} limit $1
      ) p ${productJoins}
    ) page on true
    order by place`
}

// Known when the statement is planned.
const words = `coalesce($3::tsquery, product_query($2, ''))`
const worded = `search @@ ${words}`

const uncounted = `(select count(*) > ${mostMatches} from worded)`
const fewNamed = `(select count(*) < ${mostNames} from named)`

// What is common elsewhere and in few names is looked for by the index products_name_words, whose statistics tell how common
// a word is in names. The first condition spares a walk through the newest the second, which takes ten times as long; that
// it says nothing to the planner is its purpose, as both of one word would be taken for two words, each rare in the other.
const namedElsewhere = `coalesce(${worded}, false) and to_tsvector('simple', name) @@ ${words}`

/**
 * What is in a name counts more than what is in a description, and names that say little else come first. Comparing a name
 * with what was typed takes longer than the rest, so it is done for names that have it only.
 */
const rank = `(ts_rank(p.search, ${words}) + case when p.is_named then similarity($2, p.name) else 0 end)::float8`
const relevance = {
  key: rank,
  shown: 'p.sort_value',
  read: as('float8'),
  kind: 'number',
  direction: 'desc',
} as const

export const searchOrders = { ...orders, relevance }

export type SearchSort = ListSort | 'relevance'

export type SearchInput = {
  /** What the shopper typed. */
  q: string
  sort: SearchSort
  category?: string | undefined
  after?: unknown[] | undefined
  limit: number
}
