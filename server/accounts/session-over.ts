import { unauthorized } from '../errors.ts'

/** The 401 for whoever comes with a session that is no more. */
export const sessionOver = () =>
  unauthorized('session_ended', 'This session is over. Log in again; your cart and orders are still there.')
