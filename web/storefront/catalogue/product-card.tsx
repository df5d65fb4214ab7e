import { pictureSizes } from '../../../contracts/pages.ts'
import type { Schemas } from '../../api/schema.ts'
import { paths } from '../../paths.ts'
import { formatMoney } from '../../ui/format.ts'
import { Icon } from '../../ui/icon.tsx'
import { Picture } from '../../ui/picture.tsx'
import { AddButton } from '../cart/add-button.tsx'
import { Availability } from './availability.tsx'
import './product-card.css'

/** `place` counts from the start of the page: the first row's pictures are wanted at once. */
export function ProductCard({ product, place }: { product: Schemas['Product']; place?: number | undefined }) {
  const { name, slug, price, currency, images } = product
  const [image] = images
  return (
    <li class="product-card">
      <div class="product-card-picture">
        {image ? (
          <Picture
            image={image}
            sizes={pictureSizes.card}
            first={place === 0}
            eager={place !== undefined && place < 4}
          />
        ) : (
          <Icon name="leaf" size={48} />
        )}
      </div>
      <h3>
        <a href={paths.product(slug)}>{name}</a>
      </h3>
      <Availability of={product} onlyShort />
      <div class="product-card-buy">
        <span class="price">{formatMoney(price, currency)}</span>
        <AddButton product={product} />
      </div>
    </li>
  )
}

export function ProductCardSkeleton() {
  return (
    <li class="product-card" aria-hidden="true">
      <div class="product-card-picture skeleton" />
      <div class="skeleton skeleton-line" />
      <div class="skeleton skeleton-line" />
    </li>
  )
}
