import { useState } from 'preact/hooks'
import { maxPictures } from '../../../contracts/catalog-limits.ts'
import { call } from '../../api/call.ts'
import { ApiError } from '../../api/problem.ts'
import { paths } from '../../paths.ts'
import { tell } from '../../texts/tell.ts'
import { t } from '../../texts/texts.ts'
import { Button } from '../../ui/button.tsx'
import { Field, Form, useFieldProblem } from '../../ui/form.tsx'
import { usePageTitle } from '../../ui/page-title.ts'
import { navigate } from '../../ui/router.tsx'
import { toast } from '../../ui/toasts.tsx'
import { fetchWithProgress } from '../files/fetch-with-progress.ts'
import { UploadProgress } from '../files/upload-progress.tsx'
import { adminPaths } from '../paths.ts'
import { ta } from '../texts/texts.ts'
import { ProductFieldset, typedFields } from './fields.tsx'
import { PictureTile, PictureZone } from './picture-zone.tsx'
import { catalogueChanged } from './queries.ts'
import { pictureForm, type StagedPictures, useStagedPictures } from './staged-pictures.ts'
import './products.css'

export function NewProductPage() {
  usePageTitle(ta('products.new'))
  const pictures = useStagedPictures()
  const [sent, setSent] = useState<number>()

  async function create(values: Record<string, string>) {
    const form = pictureForm(pictures.staged)
    for (const [name, value] of Object.entries({ ...typedFields(values), stock: values.stock ?? '' }))
      form.set(name, value)
    try {
      const { product } = await call('POST /upload-product', {
        body: form,
        timeoutMs: 120_000,
        transport: fetchWithProgress(setSent),
      })
      void catalogueChanged()
      navigate(adminPaths.product(product.id))
      toast(ta('product.new.done', { name: product.name }), {
        action: { label: ta('product.seeInShop'), run: () => navigate(paths.product(product.slug)) },
      })
    } finally {
      setSent(undefined)
    }
  }

  return (
    <>
      <header class="admin-head">
        <h1>{ta('products.new')}</h1>
      </header>
      <Form
        aria-label={ta('products.new')}
        leave={t('form.leave')}
        onSubmit={create}
        tell={tellOf}
        submit={(busy) => (
          <div class="form-end">
            {sent !== undefined && <UploadProgress part={sent} />}
            <Button type="submit" busy={busy}>
              {ta('product.new.submit')}
            </Button>
          </div>
        )}
      >
        <div class="product-columns">
          <section class="panel form">
            <h2>{ta('product.details')}</h2>
            <ProductFieldset />
            <Field label={ta('product.stock')} name="stock" type="number" min={0} step={1} defaultValue="0" />
          </section>
          <NewPictures pictures={pictures} />
        </div>
      </Form>
    </>
  )
}

function NewPictures({ pictures: { staged, refused, add, remove } }: { pictures: StagedPictures }) {
  const problem = useFieldProblem('productFile')
  return (
    <section class="panel stack">
      <h2>{ta('product.pictures')}</h2>
      {staged.length > 0 && (
        <ul class="picture-tiles">
          {staged.map(({ id, url, file }, i) => (
            <PictureTile key={id} number={i + 1} onRemove={() => remove(id)}>
              <img src={url} alt={file.name} />
            </PictureTile>
          ))}
        </ul>
      )}
      <PictureZone refused={refused} onFiles={(files) => add(files, maxPictures)} />
      {problem && <p class="field-error">{problem}</p>}
    </section>
  )
}

/** Without an answer nobody knows whether there is a product now; a second try could make a second one. */
const tellOf = (problem: unknown) =>
  problem instanceof ApiError && !problem.refused ? ta('product.new.unsure') : tell(problem)
