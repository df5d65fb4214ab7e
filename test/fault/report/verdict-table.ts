import type { Verdict } from '../check/verdict.ts'
import type { Play } from '../play.ts'
import { html, type Part } from './html.ts'

/** Each claim once, with how often it was looked at over all faults, and where it is broken. */
export function verdictTable(plays: Play[]): Part {
  const claims = new Map<string, Line>()
  for (const { fault, seed, verdicts } of plays)
    for (const verdict of verdicts) {
      // Figures within a claim differ from play to play: the last ones are shown, as what is counted has grown till then.
      const key = `${verdict.id} ${verdict.claim.replace(/[\d.]+/g, '#')}`
      const line = claims.get(key) ?? { ...verdict, broken: [], plays: 0 }
      line.plays++
      line.claim = verdict.claim
      line.counted = Math.max(line.counted, verdict.counted)
      if (verdict.wrong.length > 0)
        line.broken.push({ play: `${fault.id}, seed ${seed}`, wrong: verdict.wrong })
      claims.set(key, line)
    }
  const lines = [...claims.values()].sort((one, other) => place(one.id) - place(other.id))
  return html`<table><thead><tr><th>rule<th>what must hold<th class="number">looked at<th class="number">times<th>verdict</thead><tbody>
${lines.map(row)}
</tbody></table>`
}

const row = ({ id, claim, counted, plays, broken }: Line) =>
  html`<tr><td>${id}<td>${claim}${broken.map(
    ({ play, wrong }) =>
      html`<details open><summary>in ${play}</summary><ul>${wrong.map((one) => html`<li>${one}`)}</ul></details>`,
  )}<td class="number">${counted}<td class="number">${plays}<td class="${broken.length === 0 ? 'held' : 'broken'}">${broken.length === 0 ? 'held' : 'broken'}`

/** The invariants by their number, then the faults. */
const place = (id: string) => Number(id.slice(1)) + (id.startsWith('F') ? 100 : 0)

type Line = Verdict & { plays: number; broken: { play: string; wrong: string[] }[] }
