import type { ComponentChildren, ComponentType } from 'preact'
import { useLayoutEffect } from 'preact/hooks'
import { type Signal, signal, useSignal } from '../api/signal.ts'
import { randomId } from './random-id.ts'
import { mayLeave } from './unsaved.ts'

/**
 * Pages by the shape of their address, within a shell that stays. What a route does not hold it loads first: the page on
 * the screen stays until the next one can be drawn. A route with a `table` hands everything below it on.
 */
export type RouteTable = { shell: Shell; routes: Route[]; notFound: Page }
export type Route =
  | { path: string; page: Page }
  | { path: string; load: () => Promise<Page> }
  | { path: string; table: () => Promise<RouteTable> }
type Page = ComponentType<{ params: Record<string, string> }>
type Shell = ComponentType<{ children: ComponentChildren }>

/** What is drawn now. */
export const shown: Signal<Shown> = signal({} as Shown)
/** Whether a page that was asked for is still on its way. */
export const isLoading = signal(false)

/** Draws the page of the address, and from now on follows links and the history. Resolves once there is a page to draw. */
export async function openRouter(table: RouteTable) {
  root = table
  history.scrollRestoration = 'manual'
  place = history.state?.place ?? 0
  history.replaceState({ key: keyNow() ?? randomId(), place }, '')
  addEventListener('popstate', followHistory)
  addEventListener('pagehide', rememberScroll)
  document.addEventListener('click', followLink)
  await follow('open')
}

/** Goes to an address of this app. `stay` keeps the scroll position and the focus, for changes within a page. */
export function navigate(to: string, { replace = false, stay = false } = {}) {
  if (!stay && !mayLeave()) return
  if (!stay) rememberScroll()
  if (!replace) place++
  history[replace ? 'replaceState' : 'pushState']({ key: replace ? keyNow() : randomId(), place }, '', to)
  void follow(stay ? 'stay' : 'go')
}

export function Router() {
  const { shell: Frame, page: Current, params, path, arrival, visit } = useSignal(shown)
  // Once a visit, when its page is in the document.
  useLayoutEffect(() => arrive(arrival), [visit])
  return (
    <Frame>
      <Current key={path} params={params} />
    </Frame>
  )
}

/** The values in the address shown after `?`. */
export const useSearch = () => new URLSearchParams(useSignal(shown).search)

/** The browser has gone there when it tells: who would rather stay is taken back. */
function followHistory() {
  // A jump within the page is an entry of the browser's own.
  if (history.state === null) return history.replaceState({ key: randomId(), place: ++place }, '')
  const to: number = history.state.place
  if (to === place) return
  if (!mayLeave()) return history.go(place - to)
  place = to
  void follow('back')
}

async function follow(arrival: Arrival) {
  const visit = ++visits
  const { pathname: path, search } = window.location
  const late = setTimeout(() => isLoading.set(true), 120)
  try {
    const found = await resolve(root, path)
    if (visit === visits) shown.set({ ...found, path, search, arrival, visit })
  } catch (error) {
    if (arrival === 'open') throw error
    // A newer version of the app has taken the place of this one's files.
    window.location.reload()
  } finally {
    clearTimeout(late)
    if (visit === visits) isLoading.set(false)
  }
}

async function resolve({ shell, routes, notFound }: RouteTable, path: string): Promise<Found> {
  for (const route of routes) {
    const params = match(route.path, path)
    if (!params) continue
    if ('table' in route) return resolve(await route.table(), path)
    return { shell, page: 'page' in route ? route.page : await route.load(), params }
  }
  return { shell, page: notFound, params: {} }
}

/** ('/c/:slug', '/c/fruit') is { slug: 'fruit' }; '/admin/*' fits '/admin' and everything below it. */
export function match(pattern: string, path: string): Record<string, string> | undefined {
  const parts = pattern.split('/').filter(Boolean)
  const given = path.split('/').filter(Boolean)
  const params: Record<string, string> = {}
  for (const [i, part] of parts.entries()) {
    const value = given[i]
    if (part === '*') return params
    if (value === undefined) return undefined
    if (part.startsWith(':')) params[part.slice(1)] = decoded(value)
    else if (part !== value) return undefined
  }
  return given.length === parts.length ? params : undefined
}

function decoded(value: string) {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}

/** A link of this app is followed without a new page; `rel="external"` marks those that the server answers. */
function followLink(event: MouseEvent) {
  if (event.defaultPrevented || event.button !== 0) return
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
  const link = (event.target as Element).closest?.('a')
  if (!link?.href || link.origin !== window.location.origin || link.target || link.download) return
  if (link.rel === 'external' || link.getAttribute('href')?.startsWith('#')) return
  event.preventDefault()
  navigate(link.pathname + link.search, { replace: link.href === window.location.href })
}

/** Where a visit begins: at the top with the heading in focus, so that a screen reader reads it, or where one was. */
function arrive(arrival: Arrival) {
  if (arrival === 'stay' || arrival === 'open') return
  const heading = document.querySelector<HTMLElement>('main h1')
  heading?.setAttribute('tabindex', '-1')
  heading?.focus({ preventScroll: true })
  scrollTo({ top: arrival === 'back' ? Number(sessionStorage.getItem(scrollKey())) : 0, behavior: 'instant' })
}

const rememberScroll = () => sessionStorage.setItem(scrollKey(), String(scrollY))
const scrollKey = () => `scroll ${keyNow()}`
const keyNow = (): string | undefined => history.state?.key

let root: RouteTable
/** How far from its first page in this tab the app is. */
let place = 0
let visits = 0

type Arrival = 'open' | 'go' | 'back' | 'stay'
type Found = { shell: Shell; page: Page; params: Record<string, string> }
type Shown = Found & { path: string; search: string; arrival: Arrival; visit: number }
