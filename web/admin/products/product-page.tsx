import { useEffect, useRef, useState } from 'preact/hooks'
import { call } from '../../api/call.ts'
import { useQuery } from '../../api/query.ts'
import type { Schemas } from '../../api/schema.ts'
import { paths } from '../../paths.ts'
import { Failed } from '../../states/failed.tsx'
import { tell } from '../../texts/tell.ts'
import { t } from '../../texts/texts.ts'
import { Button } from '../../ui/button.tsx'
import { Form } from '../../ui/form.tsx'
import { usePageTitle } from '../../ui/page-title.ts'
import { navigate } from '../../ui/router.tsx'
import { toast } from '../../ui/toasts.tsx'
import { ta } from '../texts/texts.ts'
import { changedMeanwhile } from './archive.ts'
import { ArchiveProduct } from './archive-product.tsx'
import { Conflict } from './conflict.tsx'
import { fieldNames, fieldsOf, type ProductFields, ProductFieldset, typedFields } from './fields.tsx'
import { ProductPictures } from './product-pictures.tsx'
import { catalogueChanged, editedProductQuery } from './queries.ts'
import { StockCell } from './stock-cell.tsx'
import './products.css'

export function ProductPage({ params: { id = '' } }: { params: Record<string, string> }) {
  const { data, error, refetch } = useQuery(editedProductQuery(id))
  if (data) return <ProductEditor key={data.id} read={data} />
  if (error) return <Failed title={ta('product.failed')} error={error} retry={refetch} />
  return <div class="skeleton page-skeleton" aria-busy="true" />
}

/** `product` is the version that the person began with or saved last: what they save is a change of that one. */
function ProductEditor({ read }: { read: Schemas['Product'] }) {
  const [product, setProduct] = useState(read)
  const [conflict, setConflict] = useState<{ mine: ProductFields; theirs: Schemas['Product'] }>()
  const [edition, setEdition] = useState(0)
  const { id, name, slug, stock } = product
  usePageTitle(name)
  const details = useFocusAfter(conflict)

  /** False where somebody was faster: nothing is saved then. */
  async function save(fields: ProductFields, version: number) {
    try {
      const { category, ...others } = fields
      const saved = await call('PATCH /products/{id}', {
        params: { id },
        headers: { 'if-match': `"${version}"` },
        body: { ...others, category: category || null },
      })
      // Another's words come into the form only where the person chose between both.
      if (conflict) setEdition((count) => count + 1)
      setConflict(undefined)
      setProduct(saved)
      void catalogueChanged()
      toast(ta('product.saved', { name: saved.name }), {
        action: { label: ta('product.seeInShop'), run: () => navigate(paths.product(slug)) },
      })
      return true
    } catch (error) {
      const theirs = changedMeanwhile(error)
      if (!theirs) throw error
      const isSame = fieldNames.every((field) => fieldsOf(theirs)[field] === fields[field])
      if (isSame) setProduct(theirs)
      setConflict(isSame ? undefined : { mine: fields, theirs })
      return isSame
    }
  }

  /** A change of pictures makes a version too. Where others made one as well, the form is still behind theirs. */
  function takePictures(changed: Schemas['Product']) {
    setProduct((one) => (changed.version === one.version + 1 ? changed : { ...one, images: changed.images }))
    void catalogueChanged()
  }

  return (
    <>
      <header class="admin-head">
        <h1>{name}</h1>
        <a class="button button-quiet" href={paths.product(slug)}>
          {ta('product.seeInShop')}
        </a>
        <ArchiveProduct product={product} />
      </header>
      <div class="product-columns">
        {conflict && (
          <Conflict
            key={conflict.theirs.version}
            base={fieldsOf(product)}
            mine={conflict.mine}
            theirs={fieldsOf(conflict.theirs)}
            onSave={(chosen) => save(chosen, conflict.theirs.version)}
            onBack={() => setConflict(undefined)}
          />
        )}
        <section class="panel stack" hidden={conflict !== undefined}>
          <h2 ref={details} tabIndex={-1}>
            {ta('product.details')}
          </h2>
          <Form
            key={edition}
            aria-label={ta('product.details')}
            leave={t('form.leave')}
            onSubmit={(values) => save(typedFields(values), product.version)}
            tell={tell}
            submit={(busy) => (
              <Button type="submit" busy={busy}>
                {t('action.save')}
              </Button>
            )}
          >
            <ProductFieldset product={product} />
          </Form>
        </section>
        <div class="stack product-side">
          <section class="panel product-stock">
            <h2>{ta('products.stock')}</h2>
            <StockCell
              id={id}
              name={name}
              stock={stock}
              onChange={(now) => setProduct((one) => ({ ...one, stock: now }))}
            />
          </section>
          <ProductPictures product={product} onChange={takePictures} />
        </div>
      </div>
    </>
  )
}

/** What held the focus goes with the question: a heading takes it, from which one reads and goes on. */
function useFocusAfter(question: unknown) {
  const heading = useRef<HTMLHeadingElement>(null)
  const wasAsked = useRef(false)
  useEffect(() => {
    if (wasAsked.current && question === undefined) heading.current?.focus()
    wasAsked.current = question !== undefined
  }, [question])
  return heading
}
