import { useState } from 'preact/hooks'
import { call } from '../../api/call.ts'
import { tell } from '../../texts/tell.ts'
import { Button } from '../../ui/button.tsx'
import { toast } from '../../ui/toasts.tsx'
import { saveFile } from '../files/save-file.ts'
import { ta } from '../texts/texts.ts'

/** All products as a file that can be imported again. */
export function ExportButton() {
  const [busy, setBusy] = useState(false)

  async function save() {
    setBusy(true)
    try {
      saveFile('products.csv', 'text/csv', await call('GET /products/export', { timeoutMs: 120_000 }))
    } catch (error) {
      toast(tell(error), { kind: 'problem' })
    } finally {
      setBusy(false)
    }
  }

  return (
    <Button look="quiet" busy={busy} onClick={save}>
      {ta('products.export')}
    </Button>
  )
}
