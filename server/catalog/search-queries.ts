import { type Db, row, rows } from '../platform/postgres.ts'
import { micros, moment } from '../platform/time-position.ts'
import { type ListSort, orders, type PositionedRow, productColumns, productJoins } from './queries.ts'

/** A search counts so many products at most; where there are no more than these, it ranks them all, */
export const mostMatches = 1000
/** else so many, the newest, and as many of the newest that have it in their names, */
const mostRanked = 200
/** unless so many of the first have that too. */
const enoughNamed = 50
/** So many of the newest tell how common it is. */
const sampled = 2000

/**
 * At most `limit` products that match what was typed, in the order of `sort`, those after a position; `matches` is how
 * many there are, up to 1,001. By relevance, the best of those that are ranked come first and all others after them, the newest
 * first. Where nothing matches as typed, what may have been meant is searched for. A row without an id stands for none.
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
  const given = [q, query, ...(category === undefined ? [] : [category])]
  const among = `archived_at is null ${category === undefined ? '' : 'and category_id = (select id from categories where slug = $3)'}`
  const seen = await row<Sample>(db, sampleText(among), given)
  const text = searchText(sort, among, waysFor(seen as Sample, limit), given.length, after !== undefined)
  return rows<PositionedRow & { matches: number }>(db, text, [...given, limit, ...(after ?? [])])
}

/** How many of the newest match, how many of these by their names, and how many products there are about. */
const sampleText = (among: string) => `
  with ${typed}
  select count(*)::int as matching, count(*) filter (where ${named('words')})::int as named,
         (select greatest(reltuples, 1)::float8 from pg_class where oid = 'products'::regclass) as all
  from (select * from products where ${among} ${newestFirst} limit ${sampled}) newest
  where ${worded('order')}`

type Sample = { matching: number; named: number; all: number }

/**
 * What is found by words is found by an index of theirs, through all that match: each takes longer than a look at the
 * product that comes next in an order, and longer still where it is read to be sorted (0.6 us, 0.4 and 1.5 among a million
 * products). So of N products, of which a share of p matches, the first n of an order are found sooner along that order where
 * n * 0.4 / p < N * p * 2.1, and 1,001 in any order where 1,001 * 0.4 / p < N * p * 0.6. An order by price or name leads all over the
 * table, where a look takes as long as reading what is to be sorted.
 */
function waysFor({ matching, named, all }: Sample, limit: number): Ways {
  const way = (count: number, sooner: number): Way =>
    count / sampled > Math.sqrt(sooner / all) ? 'order' : 'words'
  return {
    count: way(matching, (mostMatches * 0.4) / 0.6),
    newest: way(matching, (mostRanked * 0.4) / 2.1),
    named: way(named, (mostRanked * 0.4) / 2.1),
    page: way(matching, limit),
  }
}

/** By which index each part of a search finds its products. */
type Ways = Record<'count' | 'newest' | 'named' | 'page', Way>
type Way = 'words' | 'order'

function searchText(sort: SearchSort, among: string, ways: Ways, given: number, onward: boolean) {
  const limit = `$${given + 1}`
  const after = onward ? { key: `$${given + 2}`, id: `$${given + 3}::uuid` } : undefined
  const page = { among, ways, limit, after }
  const { parts, inOrder } = sort === 'relevance' ? byRelevance(page) : inOrderOf(sort, page)
  return `
    with ${typed},
    matching as materialized (
      select * from products where ${among} and ${worded(ways.count)}
      ${ways.count === 'order' ? newestFirst : ''} limit ${mostMatches + 1}
    ),
    counted as materialized (select count(*)::int as matches from matching),
    ${parts}
    select counted.matches, page.*
    from counted
    left join lateral (
      select ${productColumns}, p.sort_key, row_number() over (order by ${inOrder}) as place
      from (select * from page_of_them p order by ${inOrder} limit ${limit}) p ${productJoins}
    ) page on true
    order by place`
}

/** Those that could be counted are put in order; of more, a page is found. */
function inOrderOf(sort: ListSort, { among, ways, limit, after }: Page) {
  const { key, shown, read, direction } = orders[sort]
  const inOrder = `p.sort_value ${direction}, p.id ${direction}`
  const pageOf = (products: string, condition: string) => `(
      select p.*, ${shown} as sort_key from (select p.*, ${key} as sort_value from ${products} p) p
      where ${condition}
      ${after ? `and (p.sort_value, p.id) ${direction === 'asc' ? '>' : '<'} (${read(after.key)}, ${after.id})` : ''}
      order by ${inOrder} limit ${limit})`
  const condition = `${uncounted} and ${among} and ${worded(ways.page)}`
  const all =
    ways.page === 'order'
      ? pageOf('products', condition)
      : pageOf(`(select * from products where ${condition} offset 0)`, 'true')
  return {
    parts: `page_of_them as (${pageOf('matching', `not ${uncounted}`)} union all ${all})`,
    inOrder,
  }
}

/** The best of those that are ranked, and after them, where not all are, the rest from the newest on. */
function byRelevance({ among, ways, limit, after }: Page) {
  const inOrder = `p.sort_key desc, p.id desc`
  const newest = (way: Way, condition: string, most: number | string) => `
      select * from (select * from products where ${uncounted} and ${among} and ${condition} ${way === 'words' ? 'offset 0' : ''}) p
      ${newestFirst} limit ${most}`
  const namedElsewhere = `(select count(*) < ${enoughNamed} from named) and ${named(ways.named)}`
  const others = `
    ${worded(ways.newest)} and (select count(*) < ${limit} from best) and id not in (select id from named_elsewhere)
    and (created_at, id) < (select created_at, id from newest order by created_at, id limit 1)
    ${after ? `and (created_at, id) < (${restMoment(after.key)}, ${after.id})` : ''}`
  const parts = `
    newest as materialized (${newest(ways.newest, worded(ways.newest), mostRanked)}),
    candidates as materialized (select * from matching where not ${uncounted} union all select * from newest),
    named as materialized (
      select id from candidates where ts_filter(search, '{a}') @@ ${words} ${newestFirst} limit ${mostRanked}
    ),
    named_elsewhere as materialized (${newest(ways.named, namedElsewhere, mostRanked)}),
    ranked as (
      select p.*, ${rank} as sort_key
      from (
        select candidates.*, id in (select id from named) as is_named from candidates
        union all
        select named_elsewhere.*, true from named_elsewhere where id not in (select id from candidates)
      ) p
    ),
    best as materialized (
      select * from ranked p
      ${after ? `where (p.sort_key, p.id) < (${after.key}::float8, ${after.id})` : ''}
      order by ${inOrder} limit ${limit}
    ),
    rest as (
      select p.*, false as is_named, ${restKey} as sort_key
      from (${newest(ways.newest, others, limit)}) p
    ),
    page_of_them as (select * from best union all select * from rest)`
  return { parts, inOrder }
}

/** As scalar subqueries: each is worked out once, and the planner knows nothing of it, so that one plan serves all. */
const typed = `typed as materialized (
      select words, expanded_query(words) as expanded from (select coalesce($2::tsquery, product_query($1, '')) as words) given
    )`
const words = '(select words from typed)'
const expanded = '(select expanded from typed)'

// What is wrapped says nothing to the planner, so that no index of words is taken for it.
const worded = (way: Way) =>
  way === 'words' ? `search @@ ${expanded}` : `coalesce(search @@ ${words}, false)`
// Words are looked for in all of a product before its name, which takes ten times as long.
const named = (way: Way) =>
  way === 'words'
    ? `to_tsvector('simple', name) @@ ${expanded}`
    : `${worded(way)} and coalesce(to_tsvector('simple', name) @@ ${words}, false)`

const uncounted = `(select matches > ${mostMatches} from counted)`
const newestFirst = 'order by created_at desc, id desc'

/**
 * What is in a name counts more than what is in a description, and names that say little else come first. Comparing a name
 * with what was typed takes longer than the rest, so it is done for names that have it only.
 */
const rank = `(ts_rank(p.search, ${words}) + case when p.is_named then similarity($1, p.name) else 0 end)::float8`

/**
 * What is not ranked comes after all that is, whose rank is never negative: at its age in microseconds before 2255, which a
 * double holds exactly. Any rank stands for the newest of these.
 */
const restKey = `(${micros('p.created_at')} - ${2 ** 53})::float8`
const restMoment = (key: string) => moment(`(greatest(least(${key}::float8, 0), ${-(2 ** 53)}) + ${2 ** 53})`)

export const searchOrders = { ...orders, relevance: { kind: 'number' } } as const

export type SearchSort = ListSort | 'relevance'

export type SearchInput = {
  /** What the shopper typed. */
  q: string
  sort: SearchSort
  category?: string | undefined
  after?: unknown[] | undefined
  limit: number
}

type Page = {
  /** Which products are shown at all. */
  among: string
  ways: Ways
  limit: string
  /** The parameters that the page comes after: a row's `sort_key` and id. */
  after: { key: string; id: string } | undefined
}
