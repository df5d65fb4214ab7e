import { QueryClient, QueryObserver, type QueryObserverOptions } from '@tanstack/query-core'
import { useEffect, useReducer, useState } from 'preact/hooks'
import { type Arguments, call, urlOf } from './call.ts'
import { ApiError } from './problem.ts'
import type { Routes } from './schema.ts'
import { sessionState } from './session.ts'

/** All that the server said and that is still shown: server state lives nowhere else. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      retry: (failures, error) => failures < 2 && isWorthAnother(error),
      // A shop that is busy says when; the others are asked a little later, so that they do not all come at once.
      retryDelay: (failures, error) => (waitOf(error) ?? 2 ** failures) * 1000 * (1 + Math.random() / 2),
    },
  },
})
queryClient.mount()

/** Whoever would have to wait longer than this is told so, instead of nothing. */
const longestWaitSeconds = 5

function isWorthAnother(error: Error) {
  if (!(error instanceof ApiError) || !error.refused) return true
  return [429, 503].includes(error.status) && (waitOf(error) ?? 0) <= longestWaitSeconds
}

const waitOf = (error: Error) => (error instanceof ApiError ? error.retryAfterSeconds : undefined)

let owner = sessionState.get().session?.user.id
sessionState.subscribe(({ session, over }) => {
  // A session that is over keeps its page: whoever logs in next decides whether what it shows is theirs.
  if (over || session?.user.id === owner) return
  owner = session?.user.id
  queryClient.removeQueries({ queryKey: ['own'] })
})

/**
 * A GET route for `useQuery` and the cache. The key is whose the answer is and its address: what is `own` goes when the
 * user does.
 */
export function query<Route extends GetRoute>(
  owner: 'public' | 'own',
  route: Route,
  ...input: Arguments<Route>
): ApiQuery<Routes[Route]['output']> {
  return {
    queryKey: [owner, urlOf(route, ...input)],
    queryFn: ({ signal }) => call(route, ...([{ ...input[0], signal }] as unknown as Arguments<Route>)),
  }
}

/** Follows an answer: from the cache at once, newer from the server where it is stale. */
export function useQuery<T>(options: QueryObserverOptions<T, Error, T, T>) {
  const [observer] = useState(() => new QueryObserver<T, Error, T, T>(queryClient, options))
  const [, rerender] = useReducer((count: number) => count + 1, 0)
  const full = { ...queryClient.defaultQueryOptions(options), _optimisticResults: 'optimistic' as const }
  useEffect(() => observer.subscribe(() => rerender(0)), [observer])
  useEffect(() => observer.setOptions(full))
  return observer.getOptimisticResult(full)
}

type GetRoute = Extract<keyof Routes, `GET ${string}`>
type ApiQuery<T> = Pick<QueryObserverOptions<T, Error, T, T>, 'queryKey'> & {
  queryFn: (context: { signal: AbortSignal }) => Promise<T>
}
