/** Every address of the web app. The pages `/`, `/c/:slug` and `/p/:slug` are known to the server as well. */
export const paths = {
  home: () => '/',
  category: (slug: string) => `/c/${slug}`,
  product: (slug: string) => `/p/${slug}`,
  search: (q: string) => `/search?${new URLSearchParams({ q })}`,
  checkout: () => '/checkout',
  orders: () => '/orders',
  order: (id: string) => `/orders/${id}`,
  account: () => '/account',
  logIn: (next?: string) => withNext('/login', next),
  register: (next?: string) => withNext('/register', next),
  forgotPassword: () => '/forgot-password',
  admin: () => '/admin',
}

/** `next` is where to go on afterwards, an address of this shop. */
const withNext = (path: string, next?: string) =>
  next === undefined ? path : `${path}?${new URLSearchParams({ next })}`

/** The address in `?next=`; anything that could lead out of the shop becomes the home page (S51). */
export function nextPath(search: string): string {
  const next = new URLSearchParams(search).get('next') ?? '/'
  // A browser reads more spellings of another host than any pattern of ours would.
  const { host, pathname, search: query } = new URL(next, 'http://this.invalid')
  return next.startsWith('/') && host === 'this.invalid' ? pathname + query : '/'
}
