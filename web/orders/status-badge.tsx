import type { Schemas } from '../api/schema.ts'
import { t } from '../texts/texts.ts'
import './status-badge.css'

export const StatusBadge = ({ status }: { status: Schemas['OrderStatus'] }) => (
  <span class={`status-badge status-${status}`}>{t(`order.status.${status}`)}</span>
)
