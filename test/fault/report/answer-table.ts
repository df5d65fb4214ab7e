import type { Answer } from '../people/caller.ts'
import { html, type Part } from './html.ts'

/** What each route answered, and how long that took. */
export function answerTable(answers: Answer[]): Part {
  const routes = Map.groupBy(answers, ({ route }) => route)
  return html`<table><thead><tr><th>request<th>answers by status<th class="number">median, ms<th class="number">longest, ms</thead><tbody>
${[...routes].sort(([one], [other]) => one.localeCompare(other)).map(([route, all]) => row(route, all))}
</tbody></table>`
}

function row(route: string, all: Answer[]) {
  const statuses = [...Map.groupBy(all, ({ status }) => status)].sort(([one], [other]) => one - other)
  const times = all.map(({ ms }) => ms).sort((one, other) => one - other)
  return html`<tr><td>${route}<td>${statuses.map(([status, { length }]) => html`${status || 'none'} × ${length} &#160; `)}
<td class="number">${Math.round(times[times.length >> 1] ?? 0)}<td class="number">${Math.round(times.at(-1) ?? 0)}`
}
