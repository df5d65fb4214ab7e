import { tell } from '../texts/tell.ts'
import { t } from '../texts/texts.ts'
import { Alert } from '../ui/alert.tsx'
import { Button } from '../ui/button.tsx'

/** In place of what the server did not answer. */
export function Failed({ title, error, retry }: { title: string; error: unknown; retry: () => unknown }) {
  return (
    <Alert
      kind="problem"
      title={title}
      actions={
        <Button look="quiet" onClick={() => void retry()}>
          {t('action.retry')}
        </Button>
      }
    >
      {tell(error)}
    </Alert>
  )
}
