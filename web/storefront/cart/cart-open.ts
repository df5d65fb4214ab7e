import { signal } from '../../api/signal.ts'

/** Whether the cart is open beside the page. */
export const cartOpen = signal(false)
