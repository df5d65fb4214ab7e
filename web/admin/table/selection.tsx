import { ta } from '../texts/texts.ts'

/** Which rows are chosen, by their keys; they stay chosen while another page of the list is shown. */
export type Selection<Row> = {
  chosen: ReadonlyMap<string, Row>
  onChange: (chosen: ReadonlyMap<string, Row>) => void
  /** Names the box of a row. */
  labelOf: (row: Row) => string
}

export function Choose<Row>({ row, keyOf, selection }: ChooseProps<Row> & { row: Row }) {
  const { chosen, onChange, labelOf } = selection
  const key = keyOf(row)
  return (
    <td class="choose">
      <label>
        <span class="visually-hidden">{labelOf(row)}</span>
        <input
          type="checkbox"
          checked={chosen.has(key)}
          onChange={({ currentTarget }) => onChange(changed(chosen, [[key, row]], currentTarget.checked))}
        />
      </label>
    </td>
  )
}

/** The box above them all. */
export function ChooseAll<Row>({ rows, keyOf, selection }: ChooseProps<Row> & { rows: Row[] }) {
  const { chosen, onChange } = selection
  const entries = rows.map((row): [string, Row] => [keyOf(row), row])
  return (
    <td class="choose">
      <label>
        <span class="visually-hidden">{ta('products.chooseAll')}</span>
        <input
          type="checkbox"
          disabled={rows.length === 0}
          checked={rows.length > 0 && entries.every(([key]) => chosen.has(key))}
          onChange={({ currentTarget }) => onChange(changed(chosen, entries, currentTarget.checked))}
        />
      </label>
    </td>
  )
}

function changed<Row>(chosen: ReadonlyMap<string, Row>, entries: [string, Row][], isChosen: boolean) {
  const next = new Map(chosen)
  for (const [key, row] of entries) {
    if (isChosen) next.set(key, row)
    else next.delete(key)
  }
  return next
}

type ChooseProps<Row> = { keyOf: (row: Row) => string; selection: Selection<Row> }
