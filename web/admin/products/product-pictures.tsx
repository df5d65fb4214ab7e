import { useState } from 'preact/hooks'
import { maxPictures } from '../../../contracts/catalog-limits.ts'
import { call } from '../../api/call.ts'
import type { Schemas } from '../../api/schema.ts'
import { tell } from '../../texts/tell.ts'
import { t } from '../../texts/texts.ts'
import { Alert } from '../../ui/alert.tsx'
import { Button } from '../../ui/button.tsx'
import { Picture } from '../../ui/picture.tsx'
import { toast } from '../../ui/toasts.tsx'
import { fetchWithProgress } from '../files/fetch-with-progress.ts'
import { UploadProgress } from '../files/upload-progress.tsx'
import { ta } from '../texts/texts.ts'
import { PictureTile, PictureZone } from './picture-zone.tsx'
import { pictureForm, type StagedPicture, useStagedPictures } from './staged-pictures.ts'

/** The pictures that a product has. One more is sent as soon as it is chosen; one that could not be sent stays to try again. */
export function ProductPictures({ product, onChange }: ProductPicturesProps) {
  const { id, images } = product
  const pictures = useStagedPictures()
  const [sent, setSent] = useState<number>()
  const [problem, setProblem] = useState<unknown>()
  const room = maxPictures - images.length

  async function send(chosen: StagedPicture[]) {
    if (chosen.length === 0 || sent !== undefined) return
    setProblem(undefined)
    setSent(0)
    try {
      const changed = await call('POST /products/{id}/images', {
        params: { id },
        body: pictureForm(chosen),
        timeoutMs: 120_000,
        transport: fetchWithProgress(setSent),
      })
      pictures.clear()
      onChange(changed)
      toast(ta('product.pictures.added', { count: changed.images.length }))
    } catch (error) {
      setProblem(error)
    } finally {
      setSent(undefined)
    }
  }

  async function remove(imageId: string) {
    try {
      onChange(await call('DELETE /products/{id}/images/{imageId}', { params: { id, imageId } }))
      toast(ta('product.pictures.removed'))
    } catch (error) {
      toast(tell(error), { kind: 'problem' })
    }
  }

  return (
    <section class="panel stack">
      <h2>{ta('product.pictures')}</h2>
      <ul class="picture-tiles">
        {images.map((image, i) => (
          <PictureTile key={image.id} number={i + 1} onRemove={() => void remove(image.id)}>
            <Picture image={image} sizes="10rem" />
          </PictureTile>
        ))}
        {pictures.staged.map(({ id: key, url, file }, i) => (
          <PictureTile
            key={key}
            number={images.length + i + 1}
            onRemove={sent === undefined ? () => pictures.remove(key) : undefined}
          >
            <img class="picture-waiting" src={url} alt={file.name} />
          </PictureTile>
        ))}
      </ul>
      {sent !== undefined && <UploadProgress part={sent} />}
      {problem !== undefined && pictures.staged.length > 0 && (
        <Alert
          kind="problem"
          title={ta('product.pictures.failed')}
          actions={
            <Button look="quiet" onClick={() => void send(pictures.staged)}>
              {t('action.retry')}
            </Button>
          }
        >
          {tell(problem)}
        </Alert>
      )}
      <PictureZone
        refused={pictures.refused}
        onFiles={(files) => sent === undefined && void send(pictures.add(files, room))}
      />
    </section>
  )
}

type ProductPicturesProps = { product: Schemas['Product']; onChange: (product: Schemas['Product']) => void }
