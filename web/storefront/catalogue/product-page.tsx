import { useState } from 'preact/hooks'
import { ApiError } from '../../api/problem.ts'
import { useQuery } from '../../api/query.ts'
import type { Schemas } from '../../api/schema.ts'
import { paths } from '../../paths.ts'
import { Empty } from '../../states/empty.tsx'
import { Failed } from '../../states/failed.tsx'
import { t } from '../../texts/texts.ts'
import { Button } from '../../ui/button.tsx'
import { formatMoney } from '../../ui/format.ts'
import { Icon } from '../../ui/icon.tsx'
import { usePageTitle } from '../../ui/page-title.ts'
import { QuantityInput } from '../../ui/quantity-input.tsx'
import { addWithWord } from '../cart/add-with-word.ts'
import { Availability } from './availability.tsx'
import { Breadcrumb } from './breadcrumb.tsx'
import { Gallery } from './gallery.tsx'
import { productQuery } from './queries.ts'
import { SimilarProducts } from './similar-products.tsx'
import './product-page.css'

export function ProductPage({ params: { slug = '' } }: { params: { slug?: string } }) {
  const { data: product, error, refetch } = useQuery(productQuery(slug))
  usePageTitle(product?.name)
  if (product) return <ProductDetail product={product} />
  if (error instanceof ApiError && error.status === 404)
    return (
      <Empty
        icon="leaf"
        heading="h1"
        title={t('product.missing.title')}
        action={
          <a class="button button-main" href={paths.home()}>
            {t('action.toShop')}
          </a>
        }
      >
        {t('product.missing.text')}
      </Empty>
    )
  if (error) return <Failed title={t('problem.title')} error={error} retry={refetch} />
  return (
    <div class="product" aria-busy="true">
      <div class="skeleton gallery-picture" />
      <div class="skeleton" />
    </div>
  )
}

function ProductDetail({ product }: { product: Schemas['Product'] }) {
  const { name, price, currency, description, category, availability } = product
  return (
    <>
      <Breadcrumb category={category} />
      <article class="product">
        <Gallery images={product.images} name={name} />
        <div class="product-text">
          <h1>{name}</h1>
          <p class="product-price">{formatMoney(price, currency)}</p>
          <Availability of={product} />
          {availability === 'out_of_stock' ? (
            <p>{t('product.soldOut.text')}</p>
          ) : (
            <AddForm product={product} />
          )}
          {description
            .split(/\n{2,}/)
            .filter((text) => text.trim())
            .map((text) => (
              <p key={text} class="product-description">
                {text}
              </p>
            ))}
          <ul class="product-promises">
            <li>
              <Icon name="package" /> {t('home.promise.stock')}
            </li>
            <li>
              <Icon name="truck" /> {t('home.promise.cancel')}
            </li>
          </ul>
        </div>
      </article>
      {category && <SimilarProducts category={category} except={product.id} />}
    </>
  )
}

function AddForm({ product }: { product: Schemas['Product'] }) {
  const [quantity, setQuantity] = useState(1)
  const [busy, setBusy] = useState(false)
  const { name } = product

  async function add() {
    setBusy(true)
    await addWithWord(product, quantity)
    setBusy(false)
    setQuantity(1)
  }

  return (
    <div class="product-add">
      <QuantityInput
        value={quantity}
        label={t('quantity.of', { name })}
        lessLabel={t('quantity.less', { name })}
        moreLabel={t('quantity.more', { name })}
        onChange={setQuantity}
      />
      <Button busy={busy} onClick={add}>
        <Icon name="cart" /> {t('product.add')}
      </Button>
    </div>
  )
}
