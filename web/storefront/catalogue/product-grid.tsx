import { useQuery } from '../../api/query.ts'
import { Empty } from '../../states/empty.tsx'
import { Failed } from '../../states/failed.tsx'
import { t } from '../../texts/texts.ts'
import { Button } from '../../ui/button.tsx'
import { navigate, useSearch } from '../../ui/router.tsx'
import { ProductCard, ProductCardSkeleton } from './product-card.tsx'
import { type ProductList, productsQuery } from './queries.ts'
import './product-grid.css'

/** A list of products, page after page. How many pages are shown is in the address, so that one comes back to the same place. */
export function ProductGrid({ list, empty }: { list: ProductList; empty?: preact.ComponentChildren }) {
  const { data, isPending, error, refetch } = useQuery(productsQuery(list))
  const pages = Number(useSearch().get('pages') ?? 1)
  if (error && !data) return <Failed title={t('list.failed.title')} error={error} retry={refetch} />
  if (data?.items.length === 0)
    return (
      empty ?? (
        <Empty icon="leaf" title={t('list.empty.title')}>
          {t('list.empty.text')}
        </Empty>
      )
    )
  return (
    <ul class="product-grid" aria-busy={isPending}>
      <Pages list={list} left={pages} />
    </ul>
  )
}

/** One page of cards, and those that follow it: each knows where the next begins. */
function Pages({ list, left }: { list: ProductList; left: number }) {
  const { data } = useQuery(productsQuery(list))
  if (!data) return Array.from({ length: 8 }, (_, i) => <ProductCardSkeleton key={i} />)
  const { items, nextCursor } = data
  const next = nextCursor === null ? undefined : { ...list, cursor: nextCursor }
  return (
    <>
      {items.map((product, i) => (
        <ProductCard key={product.id} product={product} place={list.cursor ? undefined : i} />
      ))}
      {next && (left > 1 ? <Pages list={next} left={left - 1} /> : <MoreButton />)}
    </>
  )
}

function MoreButton() {
  const search = useSearch()
  const pages = Number(search.get('pages') ?? 1)
  return (
    <li class="product-grid-more">
      <Button
        look="quiet"
        onClick={() => {
          search.set('pages', String(pages + 1))
          navigate(`${window.location.pathname}?${search}`, { replace: true, stay: true })
        }}
      >
        {t('list.more')}
      </Button>
    </li>
  )
}
