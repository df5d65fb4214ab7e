import { ta } from '../texts/texts.ts'

/** How far pictures on their way are; the whole of it sent, the shop still works on them. */
export function UploadProgress({ part }: { part: number }) {
  return (
    <label class="upload-progress">
      {ta(part < 1 ? 'product.pictures.progress' : 'product.pictures.working')}
      <progress max={1} {...(part < 1 && { value: part })} />
    </label>
  )
}
