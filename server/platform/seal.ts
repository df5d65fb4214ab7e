import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { deriveKey } from './keys.ts'

/** Seals a short secret under a key from the settings: AES-256-GCM, nonce and tag before the text. */
export function seal(text: string, key: string): Buffer {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', derive(key), nonce)
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed])
}

/** @throws when it was sealed under another key, or changed. */
export function unseal(sealed: Buffer, key: string): string {
  const decipher = createDecipheriv('aes-256-gcm', derive(key), sealed.subarray(0, 12))
  decipher.setAuthTag(sealed.subarray(12, 28))
  return decipher.update(sealed.subarray(28), undefined, 'utf8') + decipher.final('utf8')
}

const derive = (key: string) => deriveKey(key, 'sealed mail codes')
