import { AccountPage } from '../accounts/account-page.tsx'
import { ForgotPasswordPage } from '../accounts/forgot-password-page.tsx'
import { LogInPage } from '../accounts/log-in-page.tsx'
import { RegisterPage } from '../accounts/register-page.tsx'
import { MissingPage } from '../states/missing-page.tsx'
import type { RouteTable } from '../ui/router.tsx'
import { CategoryPage } from './catalogue/category-page.tsx'
import { HomePage } from './catalogue/home-page.tsx'
import { ProductPage } from './catalogue/product-page.tsx'
import { SearchPage } from './catalogue/search-page.tsx'
import { CheckoutPage } from './checkout/checkout-page.tsx'
import { OrderPage } from './orders/order-page.tsx'
import { OrdersPage } from './orders/orders-page.tsx'
import { Shell } from './shell/shell.tsx'

/** Every page of the storefront, all at once: apart, those that come later are 4 kB, and each would be waited for. */
export const storefront: RouteTable = {
  shell: Shell,
  notFound: MissingPage,
  routes: [
    { path: '/', page: HomePage },
    { path: '/c/:slug', page: CategoryPage },
    { path: '/p/:slug', page: ProductPage },
    { path: '/search', page: SearchPage },
    { path: '/login', page: LogInPage },
    { path: '/register', page: RegisterPage },
    { path: '/forgot-password', page: ForgotPasswordPage },
    { path: '/account', page: AccountPage },
    { path: '/checkout', page: CheckoutPage },
    { path: '/orders', page: OrdersPage },
    { path: '/orders/:id', page: OrderPage },
  ],
}
