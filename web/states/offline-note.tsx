import { useEffect, useState } from 'preact/hooks'
import { t } from '../texts/texts.ts'
import { Icon } from '../ui/icon.tsx'
import './offline-note.css'

/** Says so when the connection is gone. */
export function OfflineNote() {
  const [online, setOnline] = useState(navigator.onLine)
  useEffect(() => {
    const look = () => setOnline(navigator.onLine)
    addEventListener('online', look)
    addEventListener('offline', look)
    return () => {
      removeEventListener('online', look)
      removeEventListener('offline', look)
    }
  }, [])
  return (
    <div role="status">
      {!online && (
        <p class="offline-note">
          <Icon name="offline" /> {t('shell.offline')}
        </p>
      )}
    </div>
  )
}
