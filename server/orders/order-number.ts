import { randomInt } from 'node:crypto'

// Crockford's base 32: no I, L, O or U, so that a number survives being read out on the telephone.
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Eight random characters such as 7K3M-9QPA: tells nobody the volume. A collision (1 in 10^12) is refused by UNIQUE. */
export function newOrderNumber(): string {
  const text = Array.from({ length: 8 }, () => alphabet[randomInt(32)]).join('')
  return `${text.slice(0, 4)}-${text.slice(4)}`
}
