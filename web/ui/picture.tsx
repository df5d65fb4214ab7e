import { pictureTypes, srcsetOf } from '../../contracts/pages.ts'
import type { Schemas } from '../api/schema.ts'

/**
 * A product's picture in the sizes that the shop has made of it; its place is kept free before it comes. `first` is for the
 * one that is seen first, `eager` for those beside it.
 */
export function Picture({ image, sizes, first = false, eager = first, alt = image.alt }: PictureProps) {
  const types = pictureTypes.filter((type) => srcsetOf(image, type) !== '')
  return (
    <picture>
      {types
        .filter((type) => type !== 'image/webp')
        .map((type) => (
          <source key={type} type={type} srcset={srcsetOf(image, type)} sizes={sizes} />
        ))}
      <img
        src={image.url}
        srcset={srcsetOf(image, 'image/webp')}
        sizes={sizes}
        alt={alt}
        width={image.width}
        height={image.height}
        loading={eager ? 'eager' : 'lazy'}
        fetchpriority={first ? 'high' : 'auto'}
        decoding={first ? 'sync' : 'async'}
      />
    </picture>
  )
}

type PictureProps = {
  image: Schemas['ProductImage']
  sizes: string
  first?: boolean
  eager?: boolean
  alt?: string
}
