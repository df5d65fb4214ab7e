import { useEffect, useRef, useState } from 'preact/hooks'
import { maxPictureBytes } from '../../../contracts/catalog-limits.ts'
import { randomId } from '../../ui/random-id.ts'

/** Pictures that were chosen and are not sent yet, each with an address to show it by. */
export function useStagedPictures() {
  const [staged, setStaged] = useState<StagedPicture[]>([])
  const [refused, setRefused] = useState<string[]>([])
  const newest = useRef(staged)
  newest.current = staged
  useEffect(() => () => forget(newest.current), [])

  return {
    staged,
    /** The names of those of the last choice that cannot be taken. */
    refused,
    /** Takes what the shop would take, up to `room` in all; returns what is staged now. */
    add(files: File[], room: number): StagedPicture[] {
      const good = files.filter(isGood).slice(0, Math.max(0, room - staged.length))
      setRefused(files.filter((file) => !good.includes(file)).map(({ name }) => name))
      const next = [
        ...staged,
        ...good.map((file) => ({ id: randomId(), file, url: URL.createObjectURL(file) })),
      ]
      setStaged(next)
      return next
    },
    remove(id: string) {
      forget(staged.filter((one) => one.id === id))
      setStaged(staged.filter((one) => one.id !== id))
    },
    clear() {
      forget(newest.current)
      setStaged([])
    },
  }
}

/** As form fields of the upload. */
export function pictureForm(pictures: StagedPicture[]): FormData {
  const form = new FormData()
  for (const { file } of pictures) form.append('productFile', file)
  return form
}

const isGood = ({ type, size }: File) => type.startsWith('image/') && size <= maxPictureBytes

const forget = (pictures: StagedPicture[]) => {
  for (const { url } of pictures) URL.revokeObjectURL(url)
}

export type StagedPicture = { id: string; file: File; url: string }
export type StagedPictures = ReturnType<typeof useStagedPictures>
