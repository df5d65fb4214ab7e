import type { Schemas } from '../../api/schema.ts'
import { t } from '../../texts/texts.ts'
import './availability.css'

/** Whether it can be had; `onlyShort` says nothing where there is enough. */
export function Availability({ of: { availability, stock }, onlyShort = false }: AvailabilityProps) {
  if (availability === 'in_stock' && onlyShort) return null
  return (
    <p class={`availability ${availability}`}>
      {availability === 'low_stock' ? t('product.low_stock', { count: stock }) : t(`product.${availability}`)}
    </p>
  )
}

type AvailabilityProps = { of: Pick<Schemas['Product'], 'availability' | 'stock'>; onlyShort?: boolean }
