import { useState } from 'preact/hooks'
import { call } from '../../api/call.ts'
import { ApiError } from '../../api/problem.ts'
import { queryClient } from '../../api/query.ts'
import type { Schemas } from '../../api/schema.ts'
import { tell } from '../../texts/tell.ts'
import { t } from '../../texts/texts.ts'
import { Alert } from '../../ui/alert.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { toast } from '../../ui/toasts.tsx'
import { bringIn } from '../cart/bring-in.ts'
import { cartOpen } from '../cart/cart-open.ts'
import { orderQuery } from './queries.ts'

/** What can be done with an order: have it again, and cancel it until it is on its way. */
export function OrderActions({ order }: { order: Schemas['Order'] }) {
  const { id, number, status, items } = order
  const [asking, setAsking] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>()

  async function work(task: () => Promise<void>) {
    setBusy(true)
    setProblem(undefined)
    try {
      await task()
    } catch (error) {
      setProblem(error)
    } finally {
      setBusy(false)
      setAsking(false)
    }
  }

  const again = () =>
    work(async () => {
      await bringIn(items)
      cartOpen.set(true)
    })

  const cancel = () =>
    work(async () => {
      try {
        const cancelled = await call('POST /products/orders/{id}/cancellation', { params: { id } })
        queryClient.setQueryData(orderQuery(id).queryKey, cancelled)
        toast(t('order.cancelled', { number }))
      } finally {
        void queryClient.invalidateQueries({ queryKey: ['own'] })
      }
    })

  return (
    <>
      {problem !== undefined && <Alert kind="problem">{tellOf(problem)}</Alert>}
      <div class="alert-actions">
        <Button look="quiet" busy={busy && !asking} onClick={again}>
          {t('order.again')}
        </Button>
        {(status === 'placed' || status === 'paid') && (
          <Button look="danger" onClick={() => setAsking(true)}>
            {t('order.cancel')}
          </Button>
        )}
      </div>
      <Dialog
        title={t('order.cancel.title', { number })}
        closeLabel={t('action.close')}
        open={asking}
        onClose={() => setAsking(false)}
        footer={
          <div class="alert-actions">
            <Button look="danger" busy={busy} onClick={cancel}>
              {t('order.cancel')}
            </Button>
            <Button look="quiet" onClick={() => setAsking(false)}>
              {t('order.cancel.keep')}
            </Button>
          </div>
        }
      >
        <p>{t('order.cancel.text')}</p>
      </Dialog>
    </>
  )
}

const tellOf = (problem: unknown) =>
  problem instanceof ApiError && problem.status === 409 ? t('order.tooLate') : tell(problem)
