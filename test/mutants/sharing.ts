import type { Mutant } from './mutants.ts'

const file = 'server/platform/shared-transactions.ts'
const tests = ['server/platform/shared-transactions.test.ts']

export const sharingMutants: Mutant[] = [
  {
    id: 'sharing-spread',
    bug: 'the failure of one call is the failure of all that share its transaction',
    file,
    find: 'if (batch.length > 1 && !isRefusal',
    replace: 'if (batch.length > 1_000 && !isRefusal',
    tests: [...tests, 'test/integration/shared-orders.test.ts'],
  },
  {
    id: 'sharing-lost',
    bug: 'halving loses a call',
    file,
    find: 'await settle(batch.slice(middle))',
    replace: 'await settle(batch.slice(middle + 1))',
    tests,
  },
  {
    id: 'sharing-unknown',
    bug: 'what may have been committed is tried again',
    file,
    find: ' && !isConnectionLost(error)',
    replace: ' && isConnectionLost !== undefined',
    tests,
  },
  {
    id: 'sharing-unbounded',
    bug: 'any number may wait, for any time',
    file,
    find: 'if (waitMs > maxWaitMs || waiting.size >= maxWaiting || givesWayTo?.isFull())',
    replace: 'if (waitMs > maxWaitMs * 1e6 || waiting.size >= maxWaiting * 1e6)',
    tests,
  },
  {
    id: 'I7',
    bug: 'who is refused stands in the line nevertheless',
    file,
    find: 'if (refused) return Promise.reject(refused)',
    replace: `if (refused) {
      waiting.add({ call, since: performance.now(), span: undefined, resolve: () => {}, reject: () => {} })
      return Promise.reject(refused)
    }`,
    tests,
  },
  {
    id: 'sharing-owner',
    bug: 'calls of one owner share a transaction',
    file,
    find: 'if (owners.has(owner)) continue',
    replace: 'if (owners.has(undefined)) continue',
    tests,
  },
  {
    id: 'O4',
    bug: 'an order waits for a connection behind all who look around',
    file,
    find: '{ isAhead: true, ',
    replace: '{ isAhead: false, ',
    tests: ['test/integration/overload.test.ts'],
  },
  {
    id: 'I8-cart',
    bug: 'cart lines are read without their locks',
    file: 'server/orders/place-queries.ts',
    find: `where cart_id = any($1::uuid[]) order by cart_id, variant_id for update
     ), s as (`,
    replace: `where cart_id = any($1::uuid[]) order by cart_id, variant_id
     ), s as (`,
    tests: ['test/integration/shared-orders.test.ts'],
  },
  {
    id: 'sharing-others',
    bug: 'a change of a cart reads the carts of all others',
    file: 'server/cart/queries.ts',
    find: 'where i.cart_id = any($1::uuid[]) and i.id = any($2::uuid[])',
    replace: '',
    tests: ['test/integration/reads-of-others.test.ts'],
  },
]
