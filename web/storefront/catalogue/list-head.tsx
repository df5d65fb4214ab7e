import type { ComponentChildren } from 'preact'
import { useQuery } from '../../api/query.ts'
import { t } from '../../texts/texts.ts'
import { formatNumber } from '../../ui/format.ts'
import { type ProductList, productsQuery } from './queries.ts'
import './list-head.css'

/** The heading of a list, how much there is in it, and its choices. */
export function ListHead({ title, list, children }: ListHeadProps) {
  const { data } = useQuery(productsQuery(list))
  return (
    <header class="list-head">
      <h1>{title}</h1>
      <p role="status" class="quiet">
        {data &&
          (data.totalIsLowerBound
            ? t('list.countMore', { count: formatNumber(data.total) })
            : t('list.count', { count: data.total }))}
      </p>
      <div class="list-choices">{children}</div>
      <h2 class="visually-hidden">{t('list.products')}</h2>
    </header>
  )
}

type ListHeadProps = { title: string; list: ProductList; children: ComponentChildren }
