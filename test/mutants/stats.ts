import type { Mutant } from './mutants.ts'

const consumer = 'test/integration/stats-consumer.test.ts'
const rebuild = 'test/integration/stats-rebuild.test.ts'
const access = 'test/security/authorisation.test.ts'

export const statsMutants: Mutant[] = [
  {
    id: 'I17-version',
    bug: 'the event that comes last wins, not the one of the higher version',
    file: 'server/stats/count-queries.ts',
    find: 'where o.version is null or o.version < e.version',
    replace: 'where true',
    tests: [consumer],
  },
  {
    id: 'I17-writer',
    bug: 'two processes count at the same time',
    file: 'server/stats/consumer.ts',
    find: '    await becomeOnlyWriter(tx)\n',
    replace: '',
    tests: [consumer],
  },
  {
    id: 'I17-rebuild',
    bug: 'a rebuild does not remember which version of an order it has counted',
    file: 'server/stats/rebuild-queries.ts',
    find: 'select id, version, status, user_id, (placed_at',
    replace: 'select id, 0, status, user_id, (placed_at',
    tests: [rebuild],
  },
  {
    id: 'S35',
    bug: "a dashboard's figures are for whoever is logged in",
    file: 'server/stats/routes.ts',
    find: "const config = { access: 'admin' } as const",
    replace: "const config = { access: 'customer' } as const",
    tests: [access],
  },
]
