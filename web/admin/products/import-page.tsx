import { useState } from 'preact/hooks'
import { call } from '../../api/call.ts'
import { ApiError } from '../../api/problem.ts'
import type { Schemas } from '../../api/schema.ts'
import { tell } from '../../texts/tell.ts'
import { Alert } from '../../ui/alert.tsx'
import { Button } from '../../ui/button.tsx'
import { usePageTitle } from '../../ui/page-title.ts'
import { DropZone } from '../files/drop-zone.tsx'
import { ta } from '../texts/texts.ts'
import { ImportReport } from './import-report.tsx'
import { catalogueChanged } from './queries.ts'
import './products.css'

/** A file is tried as soon as it is chosen; only then can it be imported. */
export function ImportPage() {
  usePageTitle(ta('import.title'))
  const [file, setFile] = useState<File>()
  const [setStock, setSetStock] = useState(false)
  const [answer, setAnswer] = useState<{ report: Schemas['ImportReport']; dryRun: boolean }>()
  const [problem, setProblem] = useState<{ error: unknown; dryRun: boolean }>()
  const [busy, setBusy] = useState(false)

  async function send(sent: File, query: { dryRun: boolean; setStock: boolean }) {
    setBusy(true)
    setProblem(undefined)
    setAnswer(undefined)
    const form = new FormData()
    form.set('file', sent)
    const { dryRun } = query
    try {
      const report = await call('POST /products/import', { query, body: form, timeoutMs: 120_000 })
      setAnswer({ report, dryRun })
    } catch (error) {
      setProblem({ error, dryRun })
    } finally {
      setBusy(false)
      if (!dryRun) void catalogueChanged()
    }
  }

  function take(files: File[]) {
    const [first] = files
    if (!first || busy) return
    setFile(first)
    void send(first, { dryRun: true, setStock })
  }

  function chooseStock(next: boolean) {
    setSetStock(next)
    if (file) void send(file, { dryRun: true, setStock: next })
  }

  return (
    <>
      <header class="admin-head">
        <h1>{ta('import.title')}</h1>
      </header>
      <section class="panel stack">
        <p>{ta('import.text')}</p>
        <DropZone choose={ta('import.choose')} drop={ta('import.drop')} accept=".csv,text/csv" onFiles={take}>
          {file && (
            <p>
              <strong>{ta('import.file', { name: file.name })}</strong>
            </p>
          )}
        </DropZone>
        <label class="check">
          <input
            type="checkbox"
            checked={setStock}
            disabled={busy}
            onChange={({ currentTarget }) => chooseStock(currentTarget.checked)}
          />
          {ta('import.setStock')}
        </label>
        {busy && <progress class="import-busy" aria-label={ta('table.busy')} />}
      </section>
      {problem && (
        <Alert kind="problem" title={ta('import.failed')}>
          {isUnsure(problem) ? ta('import.unsure') : tell(problem.error)}
        </Alert>
      )}
      {answer && (
        <Alert
          kind={answer.dryRun ? 'note' : 'done'}
          title={ta(answer.dryRun ? 'import.tried' : 'import.done')}
          actions={
            file &&
            answer.dryRun &&
            answer.report.rows.length > answer.report.failed && (
              <Button busy={busy} onClick={() => void send(file, { dryRun: false, setStock })}>
                {ta('import.submit')}
              </Button>
            )
          }
        />
      )}
      {answer && <ImportReport report={answer.report} dryRun={answer.dryRun} />}
    </>
  )
}

const isUnsure = ({ error, dryRun }: { error: unknown; dryRun: boolean }) =>
  !dryRun && error instanceof ApiError && !error.refused
