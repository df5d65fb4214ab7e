import { useQuery } from '../../api/query.ts'
import { t } from '../../texts/texts.ts'
import { ProductCard } from './product-card.tsx'
import { productsQuery } from './queries.ts'

/** A row of what else there is in the category. */
export function SimilarProducts({ category: { name, slug }, except }: SimilarProps) {
  const { data } = useQuery(productsQuery({ category: slug }))
  const others = data?.items.filter(({ id }) => id !== except).slice(0, 4) ?? []
  if (others.length === 0) return null
  return (
    <section class="similar">
      <h2>{t('product.soldOut.more', { category: name })}</h2>
      <ul class="product-grid">
        {others.map((product) => (
          <ProductCard key={product.id} product={product} />
        ))}
      </ul>
    </section>
  )
}

type SimilarProps = { category: { name: string; slug: string }; except: string }
