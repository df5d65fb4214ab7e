import { useState } from 'preact/hooks'
import { stockReasons } from '../../../contracts/catalog-limits.ts'
import { call } from '../../api/call.ts'
import { ApiError } from '../../api/problem.ts'
import { tell } from '../../texts/tell.ts'
import { t } from '../../texts/texts.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field, Form } from '../../ui/form.tsx'
import { formatNumber } from '../../ui/format.ts'
import { toast } from '../../ui/toasts.tsx'
import { ta } from '../texts/texts.ts'
import { stockChanged } from './queries.ts'

/**
 * A product's stock, which can be changed where it stands, with a reason. It is shown changed when the server says so, not
 * before: somebody may be buying the last of it.
 */
export function StockCell({ id, name, stock, onChange }: StockCellProps) {
  const [open, setOpen] = useState(false)

  async function change({ delta, reason = '', note = '' }: Record<string, string>) {
    const answer = await call('POST /products/{id}/stock', {
      params: { id },
      body: { delta: Number(delta), reason, ...(note && { note }) },
    })
    stockChanged(id, answer.stock)
    onChange?.(answer.stock)
    setOpen(false)
    toast(ta('stock.done', { name, stock: formatNumber(answer.stock) }))
  }

  return (
    <div class="stock-cell">
      <span>{formatNumber(stock)}</span>
      <button
        type="button"
        class="link-button"
        aria-label={ta('stock.change', { name })}
        onClick={() => setOpen(true)}
      >
        {t('action.change')}
      </button>
      <Dialog
        title={ta('stock.title', { name })}
        closeLabel={t('action.close')}
        open={open}
        onClose={() => setOpen(false)}
      >
        <Form
          aria-label={ta('stock.title', { name })}
          onSubmit={change}
          tell={tellOf}
          submit={(busy) => (
            <Button type="submit" busy={busy}>
              {ta('stock.submit')}
            </Button>
          )}
        >
          <Field
            label={ta('stock.delta')}
            hint={ta('stock.now', { count: stock })}
            name="delta"
            type="number"
            step={1}
            required
            autocomplete="off"
          />
          <label class="field">
            <span class="field-label">{ta('stock.reason')}</span>
            <select name="reason">
              {[...stockReasons, 'other' as const].map((reason) => (
                <option key={reason} value={reason}>
                  {ta(`stock.reason.${reason}`)}
                </option>
              ))}
            </select>
          </label>
          <Field label={ta('stock.note')} name="note" maxLength={500} autocomplete="off" />
        </Form>
      </Dialog>
    </div>
  )
}

const tellOf = (problem: unknown) =>
  problem instanceof ApiError && problem.code === 'stock_below_zero'
    ? ta('stock.tooFew', { stock: formatNumber(Number(problem.extra.stock)) })
    : tell(problem)

type StockCellProps = { id: string; name: string; stock: number; onChange?: (stock: number) => void }
