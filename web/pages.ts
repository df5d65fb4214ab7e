import { storefront } from './storefront/pages.ts'
import type { RouteTable } from './ui/router.tsx'

/** Every page of the app: the storefront at once, the admin when somebody goes there. */
export const pages: RouteTable = {
  ...storefront,
  routes: [
    ...storefront.routes,
    { path: '/admin/*', table: () => import('./admin/pages.ts').then((file) => file.admin) },
  ],
}
