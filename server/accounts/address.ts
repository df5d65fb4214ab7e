import { invalid } from '../errors.ts'

/** An address to write to, and the key under which it is one address however it is typed. */
export type Address = { email: string; key: string }

/**
 * What is typed as an address, brought into one form (NFKC, no spaces around), so that no look-alike of an address is
 * another account. @throws a 400 for what is none, such as one with a line break (S20).
 */
export function parseAddress(typed: string): Address {
  const email = typed.normalize('NFKC').replace(/^ +| +$/g, '')
  if (email.length > 254 || !/^[^\s@\p{C}",;:<>()[\]\\]+@[^\s@\p{C}",;:<>()[\]\\]+$/u.test(email))
    throw invalid('invalid_input', 'This is not an e-mail address: check it for typing errors.', [
      { path: 'email', message: 'is not an e-mail address' },
    ])
  return { email, key: email.toLowerCase() }
}
