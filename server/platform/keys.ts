import { hkdfSync } from 'node:crypto'

/** A key for one purpose out of a secret of the settings, so that what one use leaks opens no other. */
export const deriveKey = (secret: string, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, '', `tradewind ${purpose}`, 32))
