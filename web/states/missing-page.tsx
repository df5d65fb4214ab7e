import { paths } from '../paths.ts'
import { t } from '../texts/texts.ts'
import { usePageTitle } from '../ui/page-title.ts'
import { Empty } from './empty.tsx'

export function MissingPage() {
  usePageTitle(t('missing.title'))
  return (
    <Empty
      icon="leaf"
      heading="h1"
      title={t('missing.title')}
      action={
        <a class="button button-main" href={paths.home()}>
          {t('action.toShop')}
        </a>
      }
    >
      {t('missing.text')}
    </Empty>
  )
}
