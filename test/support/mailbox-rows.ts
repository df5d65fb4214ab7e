import { unseal } from '../../server/platform/seal.ts'
import type { TestShop } from './shop.ts'

/** The mails written to an address, oldest first, each with its code where it carries one: what a person would read. */
export async function mailsTo(shop: TestShop, recipient: string): Promise<MailRow[]> {
  const mails = await shop.sql<{ kind: string; payload: Record<string, unknown>; sealed: Buffer | null }>(
    'select kind, payload, sealed from mails where recipient = $1 order by created_at, id',
    [recipient],
  )
  return mails.map(({ kind, payload, sealed }) => ({
    kind,
    payload,
    code: sealed ? unseal(sealed, shop.context.keys.mail) : undefined,
  }))
}

/** The code of the newest mail to an address that carries one. @throws when there is none. */
export async function newestCode(shop: TestShop, recipient: string): Promise<string> {
  const code = (await mailsTo(shop, recipient)).findLast((mail) => mail.code !== undefined)?.code
  if (code === undefined) throw new Error(`No mail to ${recipient} carries a code`)
  return code
}

export type MailRow = { kind: string; payload: Record<string, unknown>; code: string | undefined }
