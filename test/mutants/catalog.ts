import type { Mutant } from './mutants.ts'

const cache = 'test/integration/catalog-cache.test.ts'
const redis = 'test/redis/cache.test.ts'
const limits = 'test/redis/limits.test.ts'
const read = 'test/integration/catalog-read.test.ts'

export const catalogMutants: Mutant[] = [
  {
    id: 'I22',
    bug: 'what is in the cache counts as fresh',
    file: 'server/platform/read-through.ts',
    find: 'const isGood = (entry: Entry) => changes',
    replace: 'const isGood = (entry: Entry) => entry !== undefined || changes',
    tests: [cache],
  },
  {
    id: 'I22',
    bug: 'the change log is read by rising ids, which skips a transaction that commits late',
    file: 'server/catalog/change-queries.ts',
    find: 'where xid >= pg_snapshot_xmin($1::pg_snapshot) and not pg_visible_in_snapshot(xid, $1::pg_snapshot)',
    replace: 'where xid >= pg_snapshot_xmax($1::pg_snapshot)',
    tests: [cache],
  },
  {
    id: 'I22',
    bug: 'a slow reader replaces what is newer',
    file: 'server/platform/cache.ts',
    find: 'if (found && isOlder(entry.position, found.entry.position)) return',
    replace: '',
    tests: [cache],
  },
  {
    id: 'I22',
    bug: 'an entry is dated by the end of its read, not by its beginning',
    file: 'server/platform/read-through.ts',
    find: 'position: position ?? nothingSeen }\n    if',
    replace: 'position: changes.position() ?? nothingSeen }\n    if',
    tests: [cache],
  },
  {
    id: 'I22',
    bug: 'stock is kept with the page',
    file: 'server/platform/read-through.ts',
    find: 'figures.get(id) ?? entry.figures[i] ?? 0',
    replace: 'entry.figures[i] ?? 0',
    tests: [cache],
  },
  {
    id: 'F3',
    bug: 'without PostgreSQL nothing is answered',
    file: 'server/platform/read-through.ts',
    find: "else if (last) return laidOver(last, read, 'stale')",
    replace: '',
    tests: [cache],
  },
  {
    id: 'I22',
    bug: 'what is in Redis counts as fresh',
    file: 'server/platform/tiered-cache.ts',
    find: 'if (!there || !isGood(there)) {',
    replace: 'if (!there) {',
    tests: [redis],
  },
  {
    id: 'I22',
    bug: 'an older entry replaces a newer one in Redis',
    file: 'server/platform/redis-cache.ts',
    find: 'tonumber(xmax) > tonumber(ARGV[4])',
    replace: 'tonumber(xmax) < 0',
    tests: [redis],
  },
  {
    id: 'I22',
    bug: 'whatever looks like an entry in Redis is one',
    file: 'server/platform/redis-cache.ts',
    find: 'if (given.length !== right.length || !timingSafeEqual(given, right)) return undefined',
    replace: "if (!text.startsWith('{')) return undefined",
    tests: [redis],
  },
  {
    id: 'F6',
    bug: 'Redis is waited for however slow it is',
    file: 'server/platform/shared.ts',
    find: 'redisTimeoutMs: askMs,',
    replace: 'mailboxPort: askMs,',
    tests: [redis],
  },
  {
    id: 'S09',
    bug: 'each node counts for itself',
    file: 'server/platform/shared-rate-limit.ts',
    find: 'if (!shared) return alone',
    replace: 'if (shared) return alone',
    tests: [limits],
  },
  {
    id: 'pages',
    bug: 'a page begins with the last product of the one before',
    file: 'server/catalog/queries.ts',
    find: "? '>' : '<'",
    replace: "? '>=' : '<='",
    tests: [read],
  },
]
