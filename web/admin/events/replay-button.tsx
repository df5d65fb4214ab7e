import { useState } from 'preact/hooks'
import { call } from '../../api/call.ts'
import { queryClient } from '../../api/query.ts'
import type { Schemas } from '../../api/schema.ts'
import { tell } from '../../texts/tell.ts'
import { Button } from '../../ui/button.tsx'
import { toast } from '../../ui/toasts.tsx'
import { ta } from '../texts/texts.ts'

/** Has one consumer take an event again that it gave up; where it fails once more, it says why and the event stays dead. */
export function ReplayButton({ event: { id, topic, consumer } }: { event: Schemas['EventDelivery'] }) {
  const [busy, setBusy] = useState(false)

  async function replay() {
    setBusy(true)
    try {
      await call('POST /api/admin/events/{id}/replay', { params: { id } })
      toast(ta('events.replayed', { topic, consumer }))
    } catch (error) {
      toast(tell(error), { kind: 'problem' })
    } finally {
      setBusy(false)
      void queryClient.invalidateQueries({ queryKey: ['own'] })
    }
  }

  return (
    <Button
      look="quiet"
      busy={busy}
      aria-label={ta('events.replayNamed', { topic, consumer })}
      onClick={replay}
    >
      {ta('events.replay')}
    </Button>
  )
}
