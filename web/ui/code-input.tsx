import { useRef, useState } from 'preact/hooks'
import './code-input.css'

/** Six boxes for a code of six digits. A paste or a phone's suggestion fills them all; arrows and backspace move. */
export function CodeInput({ name, label, digitLabel, onComplete }: CodeInputProps) {
  const [digits, setDigits] = useState<string[]>(() => Array(length).fill(''))
  const boxes = useRef<(HTMLInputElement | null)[]>([])

  function write(from: number, text: string) {
    const typed = text.replace(/\D/g, '').slice(0, length - from)
    const next = digits.map((digit, i) => typed[i - from] ?? digit)
    setDigits(next)
    boxes.current[Math.min(from + typed.length, length - 1)]?.focus()
    // The hidden field has the whole code only after this has been drawn.
    if (typed && next.every(Boolean)) requestAnimationFrame(onComplete)
  }

  function clear(i: number) {
    setDigits(digits.map((digit, at) => (at === i ? '' : digit)))
  }

  function onKeyDown(event: KeyboardEvent, i: number) {
    if (event.key === 'ArrowLeft') boxes.current[i - 1]?.focus()
    else if (event.key === 'ArrowRight') boxes.current[i + 1]?.focus()
    else if (event.key === 'Backspace') {
      clear(digits[i] ? i : Math.max(0, i - 1))
      if (!digits[i]) boxes.current[i - 1]?.focus()
    } else return
    event.preventDefault()
  }

  return (
    <fieldset class="code-input">
      <legend>{label}</legend>
      <div class="code-boxes">
        {digits.map((digit, i) => (
          <input
            key={i}
            ref={(box) => {
              boxes.current[i] = box
            }}
            value={digit}
            aria-label={digitLabel(i + 1)}
            inputMode="numeric"
            autocomplete={i === 0 ? 'one-time-code' : 'off'}
            required
            onInput={({ currentTarget }) => {
              // What was there and what was typed beside it are both in the box now.
              const typed = currentTarget.value.replace(digit, '')
              currentTarget.value = digit
              write(i, typed)
            }}
            onPaste={(event) => {
              event.preventDefault()
              write(0, event.clipboardData?.getData('text') ?? '')
            }}
            onFocus={({ currentTarget }) => currentTarget.select()}
            onKeyDown={(event) => onKeyDown(event, i)}
          />
        ))}
      </div>
      <input type="hidden" name={name} value={digits.join('')} />
    </fieldset>
  )
}

const length = 6

type CodeInputProps = {
  name: string
  label: string
  digitLabel: (number: number) => string
  onComplete: () => void
}
