import { call } from '../../api/call.ts'
import { ApiError } from '../../api/problem.ts'
import type { Schemas } from '../../api/schema.ts'
import { tell } from '../../texts/tell.ts'
import { ta } from '../texts/texts.ts'

/** Takes a product out of the shop as it was seen, and tells what came of it; throws nothing. */
export async function archive({ id, version }: Schemas['Product']): Promise<ArchiveOutcome> {
  try {
    await call('DELETE /products/{id}', { params: { id }, headers: { 'if-match': `"${version}"` } })
    return { gone: true, text: ta('archive.done') }
  } catch (error) {
    if (!(error instanceof ApiError)) return { gone: false, text: tell(error) }
    if (error.status === 404) return { gone: true, text: ta('archive.gone') }
    const newer = changedMeanwhile(error)
    return newer ? { gone: false, text: ta('archive.changed'), newer } : { gone: false, text: tell(error) }
  }
}

/** The product as it is by now, where a change was refused because somebody else was faster. */
export function changedMeanwhile(error: unknown): Schemas['Product'] | undefined {
  if (!(error instanceof ApiError) || error.code !== 'version_conflict') return undefined
  return error.extra.product as Schemas['Product'] | undefined
}

/** `gone`: it is not in the shop now. `newer`: it is, and somebody changed it. */
export type ArchiveOutcome = { gone: boolean; text: string; newer?: Schemas['Product'] }
