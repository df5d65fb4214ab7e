import type { ComponentChildren } from 'preact'
import { maxPictureBytes, maxPictures } from '../../../contracts/catalog-limits.ts'
import { Alert } from '../../ui/alert.tsx'
import { Icon } from '../../ui/icon.tsx'
import { DropZone } from '../files/drop-zone.tsx'
import { ta } from '../texts/texts.ts'

/** Takes pictures, and says which of them it left out. */
export function PictureZone({ refused, onFiles }: { refused: string[]; onFiles: (files: File[]) => void }) {
  return (
    <>
      <DropZone
        choose={ta('product.pictures.add')}
        drop={ta('product.pictures.drop')}
        accept="image/jpeg,image/png,image/webp,image/avif"
        multiple
        onFiles={onFiles}
      >
        <p class="quiet">
          {ta('product.pictures.hint', { megabytes: maxPictureBytes / 1e6, count: maxPictures })}
        </p>
      </DropZone>
      {refused.length > 0 && (
        <Alert kind="note">{ta('product.pictures.refused', { names: refused.join(', ') })}</Alert>
      )}
    </>
  )
}

/** A picture with its button that removes it. */
export function PictureTile({ number, onRemove, children }: PictureTileProps) {
  return (
    <li class="picture-tile">
      {children}
      {onRemove && (
        <button
          type="button"
          class="icon-button"
          aria-label={ta('product.pictures.remove', { number })}
          onClick={onRemove}
        >
          <Icon name="trash" />
        </button>
      )}
    </li>
  )
}

type PictureTileProps = { number: number; onRemove?: (() => void) | undefined; children: ComponentChildren }
