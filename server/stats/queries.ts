import { overloaded } from '../errors.ts'
import type { Tx } from '../platform/postgres.ts'

/**
 * From here to its end this transaction is the only one that writes figures. A table lock, not an advisory one: it is
 * taken without a snapshot, so that a repeatable-read transaction that waited for it sees what the writer before it did.
 * @throws a 503 after 2 s, while the figures are rebuilt: a consumer waits then and counts no failed try.
 */
export async function becomeOnlyWriter(tx: Tx): Promise<void> {
  try {
    await tx.query({ text: `set local lock_timeout = 2000; ${lock}` })
  } catch (error) {
    const lockNotAvailable = (error as { code?: string }).code === '55P03'
    throw lockNotAvailable
      ? overloaded(1, 'The figures are being rebuilt: this waits until that is done.')
      : error
  }
}

/** The same, waiting as long as it takes, for a transaction whose statements may take long. */
export const becomeOnlyWriterAtLeisure = (tx: Tx) =>
  atLeisure(tx, `set local lock_timeout = 0; set local statement_timeout = 0; ${lock}`)

/** Runs a statement that may take far longer than a request's. */
export const atLeisure = (tx: Tx, text: string) => tx.query({ text, ...{ query_timeout: 3_600_000 } })

const lock = 'lock table stats_writer in share row exclusive mode'
