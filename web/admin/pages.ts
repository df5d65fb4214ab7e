import { MissingPage } from '../states/missing-page.tsx'
import { loadTexts } from '../ui/language.ts'
import type { RouteTable } from '../ui/router.tsx'
import { AuditPage } from './audit/audit-page.tsx'
import { CustomersPage } from './customers/customers-page.tsx'
import { DashboardPage } from './dashboard/dashboard-page.tsx'
import { EventsPage } from './events/events-page.tsx'
import { AdminOrderPage } from './orders/admin-order-page.tsx'
import { OrdersPage } from './orders/orders-page.tsx'
import { ImportPage } from './products/import-page.tsx'
import { LowStockPage } from './products/low-stock-page.tsx'
import { NewProductPage } from './products/new-product-page.tsx'
import { ProductPage } from './products/product-page.tsx'
import { ProductsPage } from './products/products-page.tsx'
import { AdminShell } from './shell/admin-shell.tsx'
import './texts/texts.ts'

// The admin's texts in the reader's language come with it.
await loadTexts()

/** Every page of the admin. A shopper's browser never asks for this file. */
export const admin: RouteTable = {
  shell: AdminShell,
  notFound: MissingPage,
  routes: [
    { path: '/admin', page: DashboardPage },
    { path: '/admin/orders', page: OrdersPage },
    { path: '/admin/orders/:id', page: AdminOrderPage },
    { path: '/admin/events', page: EventsPage },
    { path: '/admin/products', page: ProductsPage },
    { path: '/admin/products/new', page: NewProductPage },
    { path: '/admin/products/import', page: ImportPage },
    { path: '/admin/products/:id', page: ProductPage },
    { path: '/admin/low-stock', page: LowStockPage },
    { path: '/admin/customers', page: CustomersPage },
    { path: '/admin/audit', page: AuditPage },
  ],
}
