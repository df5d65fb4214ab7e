import { MissingPage } from '../states/missing-page.tsx'
import type { RouteTable } from '../ui/router.tsx'
import { CategoryPage } from './catalogue/category-page.tsx'
import { HomePage } from './catalogue/home-page.tsx'
import { ProductPage } from './catalogue/product-page.tsx'
import { SearchPage } from './catalogue/search-page.tsx'
import { Shell } from './shell/shell.tsx'

/** Every page of the storefront. Where people arrive is there at once; what they do later comes when they do it. */
export const storefront: RouteTable = {
  shell: Shell,
  notFound: MissingPage,
  routes: [
    { path: '/', page: HomePage },
    { path: '/c/:slug', page: CategoryPage },
    { path: '/p/:slug', page: ProductPage },
    { path: '/search', page: SearchPage },
    { path: '/login', load: () => import('../accounts/log-in-page.tsx').then((file) => file.LogInPage) },
    {
      path: '/register',
      load: () => import('../accounts/register-page.tsx').then((file) => file.RegisterPage),
    },
    {
      path: '/forgot-password',
      load: () => import('../accounts/forgot-password-page.tsx').then((file) => file.ForgotPasswordPage),
    },
    { path: '/account', load: () => import('../accounts/account-page.tsx').then((file) => file.AccountPage) },
    {
      path: '/checkout',
      load: () => import('./checkout/checkout-page.tsx').then((file) => file.CheckoutPage),
    },
    { path: '/orders', load: () => import('./orders/orders-page.tsx').then((file) => file.OrdersPage) },
    { path: '/orders/:id', load: () => import('./orders/order-page.tsx').then((file) => file.OrderPage) },
  ],
}
