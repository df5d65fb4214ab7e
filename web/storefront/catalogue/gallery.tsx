import { useState } from 'preact/hooks'
import { pictureSizes } from '../../../contracts/pages.ts'
import type { Schemas } from '../../api/schema.ts'
import { t } from '../../texts/texts.ts'
import { Icon } from '../../ui/icon.tsx'
import { Picture } from '../../ui/picture.tsx'
import './gallery.css'

/** A product's pictures, one large, and the small ones that choose it. */
export function Gallery({ images, name }: { images: Schemas['ProductImage'][]; name: string }) {
  const [chosen, setChosen] = useState(0)
  const image = images[chosen] ?? images[0]
  if (!image)
    return (
      <div class="gallery-picture">
        <Icon name="leaf" size={64} />
      </div>
    )
  return (
    <section class="gallery" aria-label={t('product.gallery', { name })}>
      <div class="gallery-picture">
        <Picture key={image.id} image={image} sizes={pictureSizes.product} first={chosen === 0} eager />
      </div>
      {images.length > 1 && (
        <ul>
          {images.map((one, i) => (
            <li key={one.id}>
              <button
                type="button"
                aria-label={t('product.picture', { number: i + 1, total: images.length })}
                aria-pressed={one === image}
                onClick={() => setChosen(i)}
              >
                <Picture image={one} sizes="72px" alt="" />
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
