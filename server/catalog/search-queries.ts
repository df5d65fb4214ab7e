import type { Db } from '../platform/postgres.ts'
import { as, type ListSort, orders, type PositionedRow, productColumns, productJoins } from './queries.ts'

/** A search counts so many products at most, and ranks so many: those whose names match, and the newest of all. */
export const mostMatches = 1000

/**
 * At most `limit` products that match what was typed, in the order of `sort`, those after a position; `matches` is how
 * many there are, up to 1,001. Nothing matching as typed, two letters that changed places are put right, and names
 * that are merely alike count too. A row without an id stands for none.
 */
export async function matchingProducts(db: Db, input: SearchInput) {
  const { q, sort, category, after, limit } = input
  // Not prepared: whether an index of words or the list of the newest finds more quickly depends on the words.
  const found = await db.query({
    text: searchText(sort, category !== undefined, after !== undefined),
    values: [
      limit,
      q,
      withLettersSwapped(q),
      ...(category === undefined ? [] : [category]),
      ...(after ?? []),
    ],
  })
  return found.rows as (PositionedRow & { matches: number })[]
}

function searchText(sort: SearchSort, inCategory: boolean, onward: boolean) {
  const { key, shown, read, direction } = sort === 'relevance' ? relevance : orders[sort]
  const [keyAt, idAt] = inCategory ? ['$5', '$6'] : ['$4', '$5']
  const among = `archived_at is null ${inCategory ? 'and category_id = (select id from categories where slug = $4)' : ''}`
  const newest = (query: string, most: number) =>
    `select id from products where ${among} and search @@ ${query} order by created_at desc, id desc limit ${most}`
  const inOrder = `p.sort_value ${direction}, p.id ${direction}`
  const pageOf = (products: string, condition: string) => `(
        select p.*, ${shown} as sort_key from (select p.*, ${key} as sort_value from ${products}) p
        where ${condition}
        ${onward ? `and (p.sort_value, p.id) ${direction === 'asc' ? '>' : '<'} (${read(keyAt)}, ${idAt}::uuid)` : ''}
        order by ${inOrder} limit $1)`
  // `offset 0`: a rank is worked out for what was found, and not for all products before they are joined to it.
  const ranked = 'products p join found using (id) offset 0'
  // The newest are a choice to rank, but not to put in another order: the cheapest of all may be old. Where there are
  // too many to be counted, what matches is common, and the index of that order meets it soon.
  const pages =
    sort === 'relevance'
      ? [pageOf(ranked, 'true')]
      : [
          pageOf(ranked, `not ${uncounted}`),
          pageOf('products p', `${uncounted} and ${among} and search @@ product_query($2, '')`),
        ]
  return `
    with named as materialized (${newest(`product_query($2, 'A')`, mostMatches)}),
    worded as materialized (${newest(`product_query($2, '')`, mostMatches + 1)}),
    typed as (select id from named union select id from worded),
    guessed as materialized (
      select id from (${newest(`product_query($3, 'A')`, mostMatches)}) swapped where not exists (select from typed)
      union
      select p.id from products_like($2, ${mostMatches}) alike join products p on p.id = alike.id
      where ${among} and not exists (select from typed)
    ),
    found as materialized (select id from typed union all select id from guessed)
    select counted.matches, page.*
    from (select count(*)::int as matches from found) counted
    left join lateral (
      select ${productColumns}, p.sort_key, row_number() over (order by ${inOrder}) as place
      from (
        select * from (${pages.join(' union all ')}) p
        order by ${inOrder} limit $1
      ) p ${productJoins}
    ) page on true
    order by place`
}

const uncounted = `(select count(*) > ${mostMatches} from worded)`

/** Words that stand near the start of a name and cover much of it come first. */
const rank = `(ts_rank(p.search, product_query($2, '')) + word_similarity($2, p.name) + similarity($2, p.name))::float8`
const relevance = {
  key: rank,
  shown: 'p.sort_value',
  read: as('float8'),
  kind: 'number',
  direction: 'desc',
} as const

export const searchOrders = { ...orders, relevance }

/** "ornage juice" as a query for each of what it is when two neighbours change places: "ronage juice or onrage juice or ..." */
function withLettersSwapped(q: string): string {
  const letters = [...q.replace(/[^\p{L}\p{N}]+/gu, ' ').trim()]
  const swaps = letters.flatMap((letter, i) => {
    const next = letters[i + 1]
    if (next === undefined || letter === ' ' || next === ' ' || letter === next) return []
    return letters.toSpliced(i, 2, next, letter).join('')
  })
  return swaps.slice(0, 40).join(' or ')
}

export type SearchSort = ListSort | 'relevance'

export type SearchInput = {
  /** What the shopper typed. */
  q: string
  sort: SearchSort
  category?: string | undefined
  after?: unknown[] | undefined
  limit: number
}
