import { maxQuantity } from '../../contracts/cart-limits.ts'
import { Icon } from './icon.tsx'
import './quantity-input.css'

/** A number with a button for one less and one more. What is no number from 1 on is left as it was. */
export function QuantityInput({ value, label, lessLabel, moreLabel, onChange }: QuantityInputProps) {
  return (
    <div class="quantity-input">
      <button
        type="button"
        class="icon-button"
        aria-label={lessLabel}
        disabled={value <= 1}
        onClick={() => onChange(value - 1)}
      >
        <Icon name="minus" size={16} />
      </button>
      <input
        aria-label={label}
        inputMode="numeric"
        value={value}
        onChange={({ currentTarget }) => {
          const typed = Number(currentTarget.value)
          if (Number.isInteger(typed) && typed >= 1) onChange(Math.min(typed, maxQuantity))
          else currentTarget.value = String(value)
        }}
      />
      <button
        type="button"
        class="icon-button"
        aria-label={moreLabel}
        disabled={value >= maxQuantity}
        onClick={() => onChange(value + 1)}
      >
        <Icon name="plus" size={16} />
      </button>
    </div>
  )
}

type QuantityInputProps = {
  value: number
  label: string
  lessLabel: string
  moreLabel: string
  onChange: (value: number) => void
}
