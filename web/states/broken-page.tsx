import { t } from '../texts/texts.ts'
import { Button } from '../ui/button.tsx'
import { Empty } from './empty.tsx'

/** In place of a page that could not be drawn. */
export function BrokenPage() {
  return (
    <Empty
      icon="warning"
      heading="h1"
      title={t('problem.title')}
      action={<Button onClick={() => window.location.reload()}>{t('action.retry')}</Button>}
    >
      {t('problem.page')}
    </Empty>
  )
}
