/** The admin's own addresses. */
export const adminPaths = {
  dashboard: () => '/admin',
  orders: (search: Record<string, string> = {}) => withSearch('/admin/orders', search),
  order: (id: string) => `/admin/orders/${id}`,
  products: (search: Record<string, string> = {}) => withSearch('/admin/products', search),
  product: (id: string) => `/admin/products/${id}`,
  newProduct: () => '/admin/products/new',
  importProducts: () => '/admin/products/import',
  lowStock: () => '/admin/low-stock',
  customers: () => '/admin/customers',
  events: () => '/admin/events',
  audit: () => '/admin/audit',
}

/** This address with other values after `?`; an empty one goes, and so does the cursor, which belongs to the old list. */
export function changedSearch(search: URLSearchParams, changes: Record<string, string>): string {
  const next = new URLSearchParams(search)
  next.delete('cursor')
  for (const [name, value] of Object.entries(changes)) {
    if (value === '') next.delete(name)
    else next.set(name, value)
  }
  return withSearch(window.location.pathname, Object.fromEntries(next))
}

function withSearch(path: string, search: Record<string, string>) {
  const query = new URLSearchParams(search).toString()
  return query === '' ? path : `${path}?${query}`
}
