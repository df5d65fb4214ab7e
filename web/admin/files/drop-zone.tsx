import type { ComponentChildren } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { Button } from '../../ui/button.tsx'
import './drop-zone.css'

/** Where files are dropped, with a button that chooses them for those who do not drag. */
export function DropZone({ choose, drop, accept, multiple = false, onFiles, children }: DropZoneProps) {
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  useEffect(keepPage, [])
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button in it does the same.
    <div
      class={over ? 'drop-zone drop-zone-over' : 'drop-zone'}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        onFiles([...(event.dataTransfer?.files ?? [])])
      }}
    >
      <input
        ref={input}
        type="file"
        hidden
        accept={accept}
        multiple={multiple}
        onChange={({ currentTarget }) => {
          onFiles([...(currentTarget.files ?? [])])
          // The same file chosen again is a choice again.
          currentTarget.value = ''
        }}
      />
      <p>
        <Button look="quiet" onClick={() => input.current?.click()}>
          {choose}
        </Button>{' '}
        <span class="quiet">{drop}</span>
      </p>
      {children}
    </div>
  )
}

/** A browser opens what is dropped beside the zone, and what was typed would be gone. */
function keepPage() {
  const refuse = (event: Event) => event.preventDefault()
  addEventListener('dragover', refuse)
  addEventListener('drop', refuse)
  return () => {
    removeEventListener('dragover', refuse)
    removeEventListener('drop', refuse)
  }
}

type DropZoneProps = {
  choose: string
  drop: string
  accept: string
  multiple?: boolean
  onFiles: (files: File[]) => void
  children?: ComponentChildren
}
