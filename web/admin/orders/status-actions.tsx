import { useState } from 'preact/hooks'
import { call } from '../../api/call.ts'
import { queryClient } from '../../api/query.ts'
import type { Schemas } from '../../api/schema.ts'
import { tell } from '../../texts/tell.ts'
import { t } from '../../texts/texts.ts'
import { Alert } from '../../ui/alert.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { toast } from '../../ui/toasts.tsx'
import { ta } from '../texts/texts.ts'
import { orderQuery } from './order-query.ts'

/** What can be done with an order from where it is. The server decides: a step that came too late is told, and the order read anew. */
export function StatusActions({ order }: { order: Schemas['AdminOrder'] }) {
  const [busy, setBusy] = useState<Schemas['OrderStatus']>()
  const [problem, setProblem] = useState<unknown>()
  const [asking, setAsking] = useState(false)
  const { id, number } = order

  async function move(status: Schemas['OrderStatus']) {
    setBusy(status)
    setProblem(undefined)
    try {
      const moved = await call('POST /api/admin/orders/{id}/status', { params: { id }, body: { status } })
      queryClient.setQueryData(orderQuery(id).queryKey, moved)
      toast(ta('orders.moved', { number, status: t(`order.status.${status}`) }))
    } catch (error) {
      setProblem(error)
    } finally {
      setBusy(undefined)
      setAsking(false)
      void queryClient.invalidateQueries({ queryKey: ['own'] })
    }
  }

  const steps = next[order.status]
  return (
    <>
      {problem !== undefined && (
        <Alert kind="problem" title={ta('orders.notMoved')}>
          {tell(problem)}
        </Alert>
      )}
      {steps.length > 0 && (
        <p class="order-steps">
          {steps.map((status) =>
            status === 'cancelled' ? (
              <Button key={status} look="danger" onClick={() => setAsking(true)}>
                {ta('orders.cancel')}
              </Button>
            ) : (
              <Button key={status} busy={busy === status} onClick={() => void move(status)}>
                {ta(`orders.to.${status}`)}
              </Button>
            ),
          )}
        </p>
      )}
      <Dialog
        title={ta('orders.cancel.title', { number })}
        closeLabel={t('action.close')}
        open={asking}
        onClose={() => setAsking(false)}
        footer={
          <Button look="danger" busy={busy === 'cancelled'} onClick={() => void move('cancelled')}>
            {ta('orders.cancel')}
          </Button>
        }
      >
        <p>{ta('orders.cancel.text')}</p>
      </Dialog>
    </>
  )
}

const next = {
  placed: ['paid', 'cancelled'],
  paid: ['shipped', 'cancelled'],
  shipped: ['delivered'],
  delivered: [],
  cancelled: [],
} as const
