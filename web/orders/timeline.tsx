import type { Schemas } from '../api/schema.ts'
import { t } from '../texts/texts.ts'
import { formatDateTime } from '../ui/format.ts'
import { Icon } from '../ui/icon.tsx'
import './timeline.css'

/** What has happened to an order and when, and what is still to come. */
export function Timeline({ order: { history, status } }: { order: Schemas['Order'] }) {
  const happened = history.map((one) => one.status)
  const toCome = status === 'cancelled' ? [] : way.slice(way.indexOf(status) + 1)
  return (
    <ol class="timeline">
      {history.map(({ status: step, at }, i) => (
        <li key={step} class="done" aria-current={i === happened.length - 1 ? 'step' : undefined}>
          <Icon name={step === 'cancelled' ? 'close' : 'check'} size={16} />
          <span>
            <strong>{t(`order.status.${step}`)}</strong>
            <time dateTime={at}>{formatDateTime(at)}</time>
          </span>
        </li>
      ))}
      {toCome.map((step) => (
        <li key={step}>
          <span>
            <strong>{t(`order.status.${step}`)}</strong> {t('order.timeline.open')}
          </span>
        </li>
      ))}
    </ol>
  )
}

const way: Schemas['OrderStatus'][] = ['placed', 'paid', 'shipped', 'delivered']
